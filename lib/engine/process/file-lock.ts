import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readlinkSync, realpathSync } from "node:fs"
import { dirname } from "node:path"
import { StrataError } from "../../errors/index.ts"

interface FileLock {
  release(): void
}

/** Whether the lock is on the file that now has this name: `down --purge` may have removed it while we waited. */
function holds(child: ChildProcess, file: string): boolean {
  if (!existsSync(file)) return false
  const folder = `/proc/${child.pid}/fd`
  const real = realpathSync(file)
  return readdirSync(folder).some((name) => {
    try {
      return readlinkSync(`${folder}/${name}`) === real
    } catch {
      return false
    }
  })
}

/** Resolves with true once the lock is held: `cat` then answers what it was sent. */
function acquire(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(false))
    child.once("close", () => resolve(false))
    child.stdin?.on("error", () => resolve(false))
    child.stdout?.once("data", () => resolve(true))
    child.stdin?.write("?")
  })
}

async function attempt(file: string): Promise<FileLock | undefined> {
  mkdirSync(dirname(file), { recursive: true })
  const child = spawn("flock", ["--no-fork", "--exclusive", file, "cat"], { stdio: ["pipe", "pipe", "ignore"] })
  if (!(await acquire(child)))
    throw new StrataError({
      code: "engine-start-failed",
      message: `cannot lock '${file}'`,
      fix: "install util-linux (flock) and make the folder writable",
    })
  if (holds(child, file)) return { release: () => void child.stdin?.end() }
  child.stdin?.end()
  return undefined
}

/**
 * Runs `work` while an exclusive lock on `file` is held. A child (`flock`, which becomes `cat`) holds it until its
 * standard input closes, so a `kill -9` of this process releases it too. `onWait` is called once when somebody else
 * has had it for a second.
 * @throws StrataError `engine-start-failed` when flock(1) of util-linux cannot be run
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  const timer = onWait ? setTimeout(onWait, 1_000) : undefined
  let lock: FileLock | undefined
  try {
    while (!lock) lock = await attempt(file)
  } finally {
    clearTimeout(timer)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}
