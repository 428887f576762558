import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { contained } from "../process/contained.ts"
import { lastLines } from "../process/last-lines.ts"
import { runCommand } from "../process/run-command.ts"
import type { EngineState } from "./state.ts"

/** What makes Debian root file systems: unpacked below the engine's folder, not installed. */
export interface Tools {
  readonly mmdebstrap: string
  /** Folder of the hooks that come with it. */
  readonly hooks: string
  /** Debian's archive keys. */
  readonly keyring: string
  /** Folders of Perl modules that the host lacks. */
  readonly perlLibraries: readonly string[]
}

const hostKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
/** Modules of mmdebstrap that are in `perl` and not in `perl-base`, which every Debian has. */
const perlProbe = [
  "perl",
  "-MEnglish",
  "-MPod::Usage",
  "-MFile::Find",
  "-MTerm::ANSIColor",
  "-MTime::HiRes",
  "-MMath::BigInt",
  "-e1",
]

/** apt with lists and caches of its own: the host's are neither needed nor touched. */
function privateApt(folder: string): readonly string[] {
  const options = [
    `Dir::State::lists=${folder}/lists`,
    `Dir::Cache=${folder}/cache`,
    "Acquire::Languages=none",
    "APT::Sandbox::User=root",
  ]
  return ["apt-get", "-q", ...options.flatMap((option) => ["-o", option])]
}

async function download(packages: readonly string[], folder: string): Promise<void> {
  const own = privateApt(folder)
  const shared = ["apt-get", "-q", "-o", `Dir::Cache=${folder}/cache`, "-o", "APT::Sandbox::User=root"]
  const first = await runCommand(contained([...shared, "download", ...packages]), { cwd: folder })
  if (first.exitCode === 0) return
  // The host has no lists, or old ones: look for ourselves. A third party's archive that fails is no reason to stop.
  await runCommand(contained([...own, "update"]), { cwd: folder })
  const second = await runCommand(contained([...own, "download", ...packages]), { cwd: folder })
  if (second.exitCode === 0) return
  throw new StrataError({
    code: "network",
    message: `apt cannot download ${packages.join(", ")}`,
    fix: "check that `apt-get update` works on this machine and that its sources have these packages",
    detail: lastLines(second.stderr || first.stderr, 8),
  })
}

async function perlPackages(): Promise<readonly string[]> {
  const { stdout } = await runCommand([
    "perl",
    "-MConfig",
    "-e",
    "print join '.', (split /\\./, $Config{version})[0,1]",
  ])
  return stdout ? ["perl", `perl-modules-${stdout}`, `libperl${stdout}`] : []
}

function perlLibraries(unpacked: string): readonly string[] {
  const share = join(unpacked, "usr/share/perl")
  if (!existsSync(share)) return []
  const version = readdirSync(share).find((name) => /^5\.\d+$/.test(name)) ?? ""
  const lib = join(unpacked, "usr/lib")
  return [
    join(share, version),
    ...readdirSync(lib)
      .map((triplet) => join(lib, triplet, "perl", version))
      .filter(existsSync),
  ]
}

function describe(folder: string): Tools {
  const own = join(folder, hostKeyring)
  return {
    mmdebstrap: join(folder, "usr/bin/mmdebstrap"),
    hooks: join(folder, "usr/share/mmdebstrap/hooks"),
    keyring: existsSync(hostKeyring) ? hostKeyring : own,
    perlLibraries: perlLibraries(folder),
  }
}

/**
 * mmdebstrap with the keys of Debian's archive, from the host's own package archive. The caller holds the lock.
 * @throws StrataError `network` when apt cannot download them
 */
export async function ensureTools(state: EngineState): Promise<Tools> {
  const folder = join(state.shared, "tools")
  if (existsSync(folder)) return describe(folder)
  const work = join(state.shared, "tools.part")
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, "lists/partial"), { recursive: true })
  mkdirSync(join(work, "cache/archives/partial"), { recursive: true })
  mkdirSync(join(work, "tree"))
  const hasPerl = (await runCommand(perlProbe)).exitCode === 0
  const packages = [
    "mmdebstrap",
    ...(existsSync(hostKeyring) ? [] : ["debian-archive-keyring"]),
    ...(hasPerl ? [] : await perlPackages()),
  ]
  await download(packages, work)
  for (const file of readdirSync(work).filter((name) => name.endsWith(".deb"))) {
    const { exitCode, stderr } = await runCommand(["dpkg-deb", "-x", join(work, file), join(work, "tree")])
    if (exitCode !== 0)
      throw new StrataError({ code: "engine-start-failed", message: `cannot unpack ${file}`, detail: stderr })
  }
  renameSync(join(work, "tree"), folder)
  rmSync(work, { recursive: true, force: true })
  return describe(folder)
}
