import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync } from "node:fs"
import { dirname, join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { requireFreeBytes } from "../host/free-bytes.ts"
import { removeTree } from "../process/remove-tree.ts"
import { runCommand } from "../process/run-command.ts"
import { makeTree } from "./mmdebstrap.ts"
import { finishRoot, rootDigest, rootPackages, rootSuite } from "./root-recipe.ts"
import type { EngineState } from "./state.ts"
import { ensureTools } from "./tools.ts"

/** Unpacked root 360 MB, packages 190 MB and lists 55 MB while it is made (measured, trixie, amd64). */
const neededBytes = 700e6

export function rootFolder(state: EngineState): string {
  return join(state.shared, "root", rootDigest())
}

/** Whether a daemon of any engine runs in `root`: it is mounted on itself in the daemon's namespace. */
function inUse(root: string): boolean {
  const mountPoint = realpathSync(root)
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name))
  return processes.some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/mountinfo`, "utf8").includes(` ${mountPoint} `)
    } catch {
      return false
    }
  })
}

/** Removes what an interrupted run left, and roots of other versions of this library that nothing runs in. */
async function removeOthers(root: string): Promise<void> {
  const parent = dirname(root)
  const others = existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : []
  for (const other of others) if (other !== root && !inUse(other)) await removeTree(other)
}

/**
 * The engine's root file system: there already, or made now (13 s on 2 cores, 125 MB of downloads). It appears under
 * its name only when it is complete. The caller holds the lock of the shared folder.
 * @throws StrataError `network`, `disk-full`, `engine-start-failed`
 */
export async function ensureRoot(
  state: EngineState,
  onNote: (text: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const root = rootFolder(state)
  if (existsSync(root)) return root
  requireFreeBytes(state.shared, neededBytes, "the engine's root file system")
  onNote("making the engine's root file system with mmdebstrap: about 15 s, 125 MB to download, 360 MB on disk")
  await removeOthers(root)
  const tools = await ensureTools(state)
  const part = `${root}.part`
  mkdirSync(join(state.shared, "root"), { recursive: true })
  await makeTree(
    state,
    tools,
    { suite: rootSuite, variant: "extract", include: rootPackages, updates: true, target: part },
    signal,
  )
  for (const command of [
    ["sh", "-c", finishRoot, "sh", part],
    ["chroot", part, "/usr/sbin/dockerd", "--version"],
  ]) {
    const { exitCode, stderr } = await runCommand(command)
    if (exitCode !== 0)
      throw new StrataError({
        code: "engine-start-failed",
        message: "the engine's root file system is not complete",
        detail: stderr,
      })
  }
  renameSync(part, root)
  return root
}
