/** Sends a signal to a process that may be gone already, or was never known. */
export function killProcess(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}
