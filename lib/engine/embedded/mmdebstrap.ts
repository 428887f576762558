import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { sourceLines } from "../host/apt-mirrors.ts"
import { hostAptOptions, hostMirrors } from "../host/host-apt.ts"
import { proxyVariables } from "../host/proxy-variables.ts"
import { contained } from "../process/contained.ts"
import { lastLines } from "../process/last-lines.ts"
import { runCommand } from "../process/run-command.ts"
import type { EngineState } from "./state.ts"
import type { Tools } from "./tools.ts"

export interface TreeRequest {
  readonly suite: string
  /** mmdebstrap's variant: `extract` only unpacks, `minbase` is what the official Debian images are made of. */
  readonly variant: "extract" | "minbase"
  readonly include: readonly string[]
  /** Also the suite's updates and security archives. */
  readonly updates: boolean
  /** Debian's name of it; default: this machine's. Programs of another one are emulated. */
  readonly architecture?: string
  readonly target: string
  /** Folders of hooks that mmdebstrap brings, e.g. `merged-usr`. */
  readonly hookFolders?: readonly string[]
  readonly setupHooks?: readonly string[]
  readonly customizeHooks?: readonly string[]
}

/**
 * Makes the tree of a Debian root file system in `request.target`, which must not exist. Packages come from the host's
 * own Debian mirror, or from mmdebstrap's default where the host has none.
 * @throws StrataError `network` (an archive cannot be reached) or `engine-start-failed`
 */
export async function makeTree(
  state: EngineState,
  tools: Tools,
  request: TreeRequest,
  signal?: AbortSignal,
): Promise<void> {
  const temporary = join(state.shared, "tmp")
  mkdirSync(temporary, { recursive: true })
  const [mirrors, aptOptions] = await Promise.all([hostMirrors(), hostAptOptions()])
  const command = [
    "perl",
    tools.mmdebstrap,
    "--mode=root",
    "--format=directory",
    `--variant=${request.variant}`,
    // Whether its programs run here the caller has tried; mmdebstrap asks tools that need not be installed for it.
    ...(request.architecture === undefined ? [] : [`--architectures=${request.architecture}`, "--skip=check/qemu"]),
    `--keyring=${tools.keyring}`,
    ...(request.include.length > 0 ? [`--include=${request.include.join(",")}`] : []),
    ...aptOptions.map((line) => `--aptopt=${line}`),
    ...(request.hookFolders ?? []).map((name) => `--hook-dir=${join(tools.hooks, name)}`),
    ...(request.setupHooks ?? []).map((hook) => `--setup-hook=${hook}`),
    ...(request.customizeHooks ?? []).map((hook) => `--customize-hook=${hook}`),
    request.suite,
    request.target,
    ...sourceLines(mirrors, request.suite, request.updates),
  ]
  const { exitCode, stderr } = await runCommand(contained(command), {
    env: {
      PATH: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      HOME: "/root",
      LC_ALL: "C.UTF-8",
      TMPDIR: temporary,
      ...(tools.perlLibraries.length > 0 ? { PERL5LIB: tools.perlLibraries.join(":") } : {}),
      ...proxyVariables(),
    },
    stopSignal: "SIGKILL",
    ...(signal ? { signal } : {}),
  })
  rmSync(temporary, { recursive: true, force: true })
  if (exitCode === 0) return
  if (signal?.aborted)
    throw new StrataError({ code: "interrupted", message: "stopped while making a root file system" })
  const unreachable =
    /Could not (resolve|connect)|Temporary failure|Unable to (locate|connect)|Failed to fetch|404 +Not Found|timed out/i
  throw new StrataError({
    code: unreachable.test(stderr) ? "network" : "engine-start-failed",
    message: `mmdebstrap could not make a Debian ${request.suite} root file system`,
    fix: "run `strata doctor`; check that `apt-get update` works on this machine",
    detail: lastLines(stderr, 20),
  })
}
