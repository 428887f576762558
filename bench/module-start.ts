/**
 * What the Dagger module adds to the start of a call, without Dagger's own part: the install of its packages, with an
 * empty cache of npm and with a filled one, and loading what a function needs, where every file is transpiled anew as in a
 * new container. CPU seconds (user and system, of all processes), the least of several runs: the clock depends on the
 * registry and on what else the machine does. Run: npx tsx bench/module-start.ts [RUNS]
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadedFiles } from "../test/module/loaded-files.ts"
import { type Replay, startReplay, tsxArguments } from "../test/module/replay.ts"

const runs = Number(process.argv[2] ?? 5)
const { NODE_OPTIONS: _options, ...env } = process.env

interface Run {
  readonly cpuSeconds: number
  readonly output: string
}

/** Runs a command; bash counts the time of its children too, which Node does not tell. */
function run(cwd: string, command: readonly string[], own: NodeJS.ProcessEnv = {}): Run {
  const { status, stderr } = spawnSync("bash", ["-c", 'TIMEFORMAT="cpu %U %S"; time "$@"', "bash", ...command], {
    cwd,
    encoding: "utf8",
    env: { ...env, LC_ALL: "C", ...own },
    maxBuffer: 1 << 28,
  })
  const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(stderr) ?? []
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`)
  return { cpuSeconds: Number(user) + Number(system), output: stderr }
}

function least(times: readonly Run[]): string {
  return Math.min(...times.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)
}

function repeat(once: () => Run): readonly Run[] {
  return Array.from({ length: runs }, once)
}

/** Files below a folder and their bytes. */
function sizeOf(folder: string): { readonly files: number; readonly bytes: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  return { files: files.length, bytes }
}

/** Installs in a folder of its own: npm writes the lock file anew, and a second install then has less to do. */
function install(cache: string, look: (folder: string) => void = () => {}): Run {
  const { folder, remove } = startReplay()
  try {
    const done = run(folder, ["npm", "install", "--omit=dev", "--loglevel=http"], { npm_config_cache: cache })
    look(folder)
    return done
  } finally {
    remove()
  }
}

function measureInstall(): void {
  const caches = mkdtempSync(join(tmpdir(), "strata-npm-"))
  try {
    const cold = repeat(() => install(mkdtempSync(join(caches, "cold-"))))
    const cache = join(caches, readdirSync(caches)[0] ?? "")
    const warm = repeat(() => install(cache))
    const asked = (cold[0]?.output.match(/http fetch GET 200/g) ?? []).length
    install(cache, (folder) => {
      const { files, bytes } = sizeOf(join(folder, "node_modules"))
      console.log(`installed: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${asked} requests`)
    })
    console.log(`npm install, empty cache:  ${least(cold)} CPU s`)
    console.log(`npm install, filled cache: ${least(warm)} CPU s`)
  } finally {
    rmSync(caches, { recursive: true, force: true })
  }
}

/** The last part of a call: the entry point, the definition, and what a function loads when it is called. */
const functions = {
  "no function, Dagger's SDK alone": 'import "@dagger.io/dagger"\n',
  "build-base, dockerfile": `import "./index.ts"
import { carbonDefinition } from "../pipelines/carbon-definition.ts"
;(await carbonDefinition("base")).image("server", "debian12")
`,
  "check, of what metrics and verify load too": `import "./index.ts"
import "../pipelines/check.ts"
import { carbonDefinition } from "../pipelines/carbon-definition.ts"
import "../lib/budget/index.ts"
import "../lib/engine/store/index.ts"
import "../lib/inspect/index.ts"
;(await carbonDefinition("base")).image("server", "debian12")
`,
}

async function measureLoading({ folder }: Replay): Promise<void> {
  for (const [name, text] of Object.entries(functions)) {
    const files = await loadedFiles(folder, "src/start.ts", text)
    const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
    const times = repeat(() =>
      run(folder, [process.execPath, ...tsxArguments(folder, "src/start.ts")], { TSX_DISABLE_CACHE: "1" }),
    )
    console.log(`${name}: ${files.length} files, ${(bytes / 1e3).toFixed(0)} kB, ${least(times)} CPU s`)
  }
}

const replay = startReplay()
try {
  measureInstall()
  run(replay.folder, ["npm", "install", "--omit=dev"])
  replay.addSources()
  await measureLoading(replay)
} finally {
  replay.remove()
}
