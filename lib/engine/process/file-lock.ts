import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readlinkSync, realpathSync } from "node:fs"
import { dirname } from "node:path"
import { StrataError } from "../../errors/index.ts"

/** How flock(1) is told to say that somebody else has the lock. */
const conflict = 9

interface FileLock {
  /** Resolves once the lock is free. */
  release(): Promise<void>
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
    // It broke because flock has ended: `close` follows, and only then is its exit code known.
    child.stdin?.on("error", () => {})
    child.stdout?.once("data", () => resolve(true))
    child.stdin?.write("?")
  })
}

/** `shared`: several may hold it at once, as long as nobody has it `exclusive`. */
export type LockMode = "exclusive" | "shared"

/** The lock, or nothing when the file went meanwhile or, without waiting, when somebody else has it. */
async function attempt(file: string, flags: readonly string[]): Promise<FileLock | undefined> {
  mkdirSync(dirname(file), { recursive: true })
  const child = spawn("flock", ["--no-fork", ...flags, file, "cat"], { stdio: ["pipe", "pipe", "ignore"] })
  if (await acquire(child)) {
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
    const release = () => {
      child.stdin?.end()
      return ended
    }
    if (holds(child, file)) return { release }
    child.stdin?.end()
    return undefined
  }
  if (child.exitCode === conflict) return undefined
  throw new StrataError({
    code: "engine-start-failed",
    message: `cannot lock '${file}'`,
    fix: "install util-linux (flock) and make the folder writable",
  })
}

/**
 * Runs `work` while a lock on `file` is held. A child (`flock`, which becomes `cat`) holds it until its standard input
 * closes, so a `kill -9` of this process releases it too. `onWait` is called once when somebody else has had it for a
 * second.
 * @throws StrataError `engine-start-failed` when flock(1) of util-linux cannot be run
 */
export async function withFileLock<T>(
  file: string,
  work: () => Promise<T>,
  onWait?: () => void,
  mode: LockMode = "exclusive",
): Promise<T> {
  const timer = onWait ? setTimeout(onWait, 1_000) : undefined
  let lock: FileLock | undefined
  try {
    while (!lock) lock = await attempt(file, [`--${mode}`])
  } finally {
    clearTimeout(timer)
  }
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

/** Runs `work` if nobody else holds the lock on `file` at this moment. @throws as `withFileLock` */
export async function ifUnlocked(file: string, work: () => Promise<void>): Promise<void> {
  const lock = await attempt(file, ["--exclusive", "--nonblock", `--conflict-exit-code=${conflict}`])
  if (!lock) return
  try {
    await work()
  } finally {
    await lock.release()
  }
}
