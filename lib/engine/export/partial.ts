import { readdir, rm } from "node:fs/promises"
import { basename, dirname, join } from "node:path"

let made = 0

/** A name beside `path` for what is not whole yet. It tells which process makes it. */
export function partialName(path: string): string {
  return `${path}.${process.pid}-${made++}.partial`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"
  }
}

/** Removes what processes that were killed have left of `path`, or of anything in its folder where `path` ends in `/`. */
export async function removeStalePartials(path: string): Promise<void> {
  const folder = path.endsWith("/") ? path : dirname(path)
  const start = path.endsWith("/") ? "" : `${basename(path)}.`
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /\.(\d+)-\d+\.partial$/.exec(name)?.[1]
    if (pid === undefined || !name.startsWith(start) || isAlive(Number(pid))) continue
    await rm(join(folder, name), { recursive: true, force: true })
  }
}
