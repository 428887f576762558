import { existsSync, readFileSync, realpathSync } from "node:fs"
import { StrataError } from "../../errors/index.ts"
import { runCommand } from "./run-command.ts"

/** Mount points at or below a folder, from the text of `/proc/self/mountinfo`. */
export function mountsBelow(mountinfo: string, folder: string): readonly string[] {
  return mountinfo
    .split("\n")
    .map((line) =>
      (line.split(" ")[4] ?? "").replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((point) => point === folder || point.startsWith(`${folder}/`))
}

/**
 * Removes a folder of ours and everything in it, and never crosses into another file system.
 * @throws StrataError `engine-store` when something is mounted in it, or files cannot be removed
 */
export async function removeTree(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const mounts = mountsBelow(readFileSync("/proc/self/mountinfo", "utf8"), realpathSync(folder))
  if (mounts.length > 0)
    throw new StrataError({
      code: "engine-store",
      message: `'${folder}' is not removed: ${mounts.join(", ")} is mounted there`,
      fix: "the engine mounts nothing that the host can see, so somebody else did: unmount it first",
    })
  const { exitCode, stderr } = await runCommand(["rm", "-rf", "--one-file-system", "--", folder])
  if (exitCode !== 0)
    throw new StrataError({ code: "engine-store", message: `cannot remove '${folder}'`, detail: stderr })
}
