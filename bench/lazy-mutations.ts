/**
 * Breaks the programs of lazy installers in one way after the other and runs their tests: each has to be noticed.
 *   npx tsx --conditions=strata-source bench/lazy-mutations.ts [NUMBER...]
 * In a copy of the sources; ends with 1 where a breakage goes unnoticed.
 */
import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

interface Mutation {
  readonly what: string
  /** Below lib/steps/lazy. */
  readonly file: string
  readonly from: string
  readonly to: string
  /** Tests that have to notice it; all of them without. */
  readonly tests?: readonly string[]
}

const apt = ["lazy-apt"]
const archive = ["lazy-archive"]

const mutations: readonly Mutation[] = [
  {
    what: "a run that is cut at last counts as done",
    file: "program/main.ts",
    from: `[ -e "$state/installed" ]; }`,
    to: "true; }",
    tests: apt,
  },
  {
    what: "the record is written before the menu is right",
    file: "program/main.ts",
    from: `  clean\n  say "$name is installed."`,
    to: `  say "$name is installed."`,
    tests: apt,
  },
  {
    what: "a folder of its own stays",
    file: "program/main.ts",
    from: `  rmdir "$records"`,
    to: `  : rmdir "$records"`,
    tests: archive,
  },
  {
    what: "a removal keeps its record",
    file: "program/main.ts",
    from: `  rm -rf "$state"\n`,
    to: "\n",
    tests: archive,
  },
  {
    what: "it never asks",
    file: "program/main.ts",
    from: `if [ "$yes" = no ]`,
    to: `if [ "$yes" = never ]`,
    tests: archive,
  },
  { what: "two may run at once", file: "program/common.ts", from: "flock -n 9 ||", to: "true ||", tests: archive },
  {
    what: "the disk is not looked at",
    file: "program/common.ts",
    from: `[ "$free" -ge "$wanted" ]`,
    to: "true",
    tests: archive,
  },
  {
    what: "wrong content is taken",
    file: "program/download.ts",
    from: "sha256sum --check --status;",
    to: "grep -q .;",
    tests: archive,
  },
  {
    what: "a download begins from the front each time",
    file: "program/download.ts",
    from: "--continue-at - ",
    to: "",
    tests: archive,
  },
  {
    what: "no network is no error of its own",
    file: "program/download.ts",
    from: "5 | 6 | 7) fail 3",
    to: "99) fail 3",
    tests: archive,
  },
  {
    what: "what is somebody else's is replaced",
    file: "program/tree.ts",
    from: `if [ -e "$tree" ] && [ ! -e "$state/owned" ]`,
    to: "if false",
    tests: archive,
  },
  {
    what: "links stay after a removal",
    file: "program/tree.ts",
    from: `if is_ours "$1"; then rm -f`,
    to: `if false; then rm -f`,
    tests: archive,
  },
  {
    what: "half unpacked counts as there",
    file: "program/tree.ts",
    from: `[ "$(cat "$state/installed" 2> /dev/null)" = "$id" ] && [ -d "$tree" ]`,
    to: `[ -d "$tree" ]`,
    tests: ["lazy-archive", "lazy-registries"],
  },
  { what: "dpkg's journal is left", file: "program/apt.ts", from: "settle || true", to: "true", tests: apt },
  {
    what: "nothing that a cut left is configured",
    file: "program/apt.ts",
    from: `settle || fail 1 "dpkg cannot end an earlier install"`,
    to: "true",
    tests: apt,
  },
  {
    what: "what was there before is removed too",
    file: "program/apt.ts",
    from: `LC_ALL=C comm -13 "$state/before" - > "$state/added"\n}`,
    to: `cat > "$state/added"\n}`,
    tests: apt,
  },
  {
    what: "what others need is removed with it",
    file: "program/apt.ts",
    from: `[ -z "$others" ] || fail 1`,
    to: "true || fail 1",
    tests: apt,
  },
  {
    what: "a refused removal counts as begun",
    file: "program/apt.ts",
    from: `source_remove() {\n  rm -rf`,
    to: `source_remove() {\n  forget\n  rm -rf`,
    tests: apt,
  },
  {
    what: "a version that the archive has not is no error of its own",
    file: "program/apt.ts",
    from: `fail 1 "the archive does not have these packages"`,
    to: `fail 3 "the archive does not have these packages"`,
    tests: apt,
  },
  {
    what: "no network is no error of its own in apt",
    file: "program/apt.ts",
    from: "-o APT::Update::Error-Mode=any ",
    to: "",
    tests: apt,
  },
  {
    what: "lists go to the image's own folder",
    file: "program/apt.ts",
    from: `-o Dir::State::lists="$state/lists" `,
    to: "",
    tests: apt,
  },
  {
    what: "a package's version is not compared",
    file: "program/apt.ts",
    from: `"ii  "*) [ "$status" = "ii  \\\${2:-\\\${status#ii  }}" ] ;;`,
    to: `"ii  "*) true ;;`,
  },
  {
    what: "the offer stays beside the entry",
    file: "program/desktop.ts",
    from: `: [raw('rm -f "$entry"')]\n  const showOffer`,
    to: `: [raw(":")]\n  const showOffer`,
    tests: apt,
  },
  {
    what: "the offer does not come back",
    file: "program/desktop.ts",
    from: `offerEntry(installer, desktop, \`\${systemPrograms}/install-\${name}\`)} > "$entry"`,
    to: `""} > /dev/null`,
    tests: apt,
  },
  {
    what: "a half made environment counts",
    file: "program/pip.ts",
    from: `  rm -rf "$tree"\n  python3`,
    to: "  python3",
    tests: ["lazy-registries"],
  },
  {
    what: "a program that is not there is linked",
    file: "program/tree.ts",
    from: `[ -f "$1" ] && [ -x "$1" ] || fail 1`,
    to: "true || fail 1",
    tests: archive,
  },
  {
    what: "install-all stops at the first that fails",
    file: "program/all-program.ts",
    from: `|| code=$?\n`,
    to: `|| exit $?\n`,
    tests: ["lazy-all"],
  },
  {
    what: "a file replaces one that it did not make",
    file: "program/file.ts",
    from: `if [ -e "$where" ] && [ ! -e "$state/owned" ]`,
    to: "if false",
    tests: ["lazy-file"],
  },
  {
    what: "what a removal of all refuses, as another needs it, is not gone through again",
    file: "program/all-program.ts",
    from: `if [ -z "$refused" ] || [ -z "$gone" ]`,
    to: "if true",
    tests: apt,
  },
]

const root = join(import.meta.dirname, "..")
const wanted = process.argv.slice(2).map(Number)
const copy = mkdtempSync(join(tmpdir(), "strata-mutations-"))

function tests({ tests: names = ["lazy"] }: Mutation): readonly string[] {
  return names.map((name) => `test/steps/${name}`)
}

/** Whether the tests of the copy pass. */
function passes(files: readonly string[]): boolean {
  const args = ["vitest", "run", "--project=unit", "--bail=1", ...files]
  return spawnSync("npx", args, { cwd: copy, encoding: "utf8" }).status === 0
}

function noticed(mutation: Mutation): boolean {
  const file = join(copy, "lib/steps/lazy", mutation.file)
  const sound = readFileSync(file, "utf8")
  const broken = sound.replace(mutation.from, () => mutation.to)
  if (broken === sound) throw new Error(`${mutation.file} has no ${mutation.from}`)
  writeFileSync(file, broken)
  try {
    return !passes(tests(mutation))
  } finally {
    writeFileSync(file, sound)
  }
}

try {
  for (const name of [
    "lib",
    "test",
    "pipelines",
    "bench",
    "schemas",
    "package.json",
    "tsconfig.json",
    "tsconfig.base.json",
    "vitest.config.ts",
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"))
  if (!passes(["test/steps/lazy"])) throw new Error("the tests fail before anything is broken")
  const missed = mutations.filter((mutation, number) => {
    if (wanted.length > 0 && !wanted.includes(number)) return false
    const seen = noticed(mutation)
    console.log(`${String(number).padStart(2)} ${seen ? "noticed  " : "UNNOTICED"} ${mutation.what}`)
    return !seen
  })
  console.log(`${missed.length} unnoticed`)
  if (missed.length > 0) process.exitCode = 1
} finally {
  rmSync(copy, { recursive: true, force: true })
}
