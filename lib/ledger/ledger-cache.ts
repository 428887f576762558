import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { encodeLedger, type LedgerFile } from "./ledger-file.ts"

/** What is kept at most; what was not looked at for the longest time goes first. */
export interface CacheLimits {
  readonly files: number
  readonly bytes: number
}
const usualLimits: CacheLimits = { files: 64, bytes: 2e9 }

export interface LedgerCacheOptions {
  /** Default: `strata/ledgers` in the user's cache. */
  readonly folder?: string
  readonly limits?: CacheLimits
}

const ending = ".ledger"

function usualFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "strata/ledgers")
}

function fileOf(folder: string, key: string): string {
  return join(folder, `${createHash("sha256").update(key).digest("hex")}${ending}`)
}

/**
 * The ledger that was kept for `key`, if there is one that is whole and of the same writer.
 * @param key what the ledger depends on (`ledgerKey`)
 * @param writer program and version that read it: one of other rules does not take it
 */
export async function loadLedger(
  key: string,
  writer: string,
  { folder = usualFolder() }: LedgerCacheOptions = {},
): Promise<LedgerFile | undefined> {
  const file = fileOf(folder, key)
  // What reads one is loaded only where there is one.
  if (!existsSync(file)) return undefined
  try {
    const { readLedgerFile } = await import("./read-ledger-file.ts")
    const kept = await readLedgerFile(file)
    if (kept.writer !== writer) return undefined
    const now = new Date()
    await utimes(file, now, now)
    return kept
  } catch {
    // Not to be read: it is made again.
    return undefined
  }
}

async function prune(folder: string, { files, bytes }: CacheLimits): Promise<void> {
  const kept = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = join(folder, name)
      const { size, mtimeMs } = await stat(file)
      return { file, size, mtimeMs }
    }),
  )
  let total = 0
  for (const [index, { file, size }] of kept.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    total += size
    // What a killed process left half written ages like the rest.
    if (index >= files || total > bytes) await rm(file, { force: true })
  }
}

/** Keeps a ledger, so that a second look at the image need not read it. That nothing can be written is no failure. */
export async function saveLedger(key: string, content: LedgerFile, options: LedgerCacheOptions = {}): Promise<void> {
  const { folder = usualFolder(), limits = usualLimits } = options
  const file = fileOf(folder, key)
  const temporary = `${file}.${process.pid}.tmp`
  try {
    const bytes = encodeLedger(content)
    if (bytes.length > limits.bytes) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(temporary, bytes)
    await rename(temporary, file)
    await prune(folder, limits)
  } catch {
    // A second look is slower; the first has its answer.
    await rm(temporary, { force: true }).catch(() => {})
  }
}
