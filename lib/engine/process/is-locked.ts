import { existsSync } from "node:fs"
import { runCommand } from "./run-command.ts"

/** Whether some process holds the lock on `file` at this moment. */
export async function isLocked(file: string): Promise<boolean> {
  if (!existsSync(file)) return false
  const { exitCode } = await runCommand([
    "flock",
    "--nonblock",
    "--exclusive",
    "--conflict-exit-code",
    "9",
    file,
    "true",
  ])
  return exitCode === 9
}
