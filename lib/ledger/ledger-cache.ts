import { createHash } from "node:crypto"
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { decodeLedger, encodeLedger } from "./index-file.ts"
import type { Ledger } from "./ledger.ts"

/** What is kept at most; what was not looked at for the longest time goes first. */
export interface CacheLimits {
  readonly files: number
  readonly bytes: number
}
const usualLimits: CacheLimits = { files: 64, bytes: 2e9 }

export interface LedgerCacheOptions {
  /** Default: `strata/ledgers` in the user's cache. */
  readonly folder?: string
  /** Program and version that made the ledgers: one of other rules does not read them. */
  readonly writer: string
  readonly limits?: CacheLimits
}

const ending = ".ledger"

function usualFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "strata/ledgers")
}

function fileOf(folder: string, key: string): string {
  return join(folder, `${createHash("sha256").update(key).digest("hex")}${ending}`)
}

async function readWhole(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file)
  try {
    // An array of its own, not a part of Node's pool, so that columns lie at multiples of 8.
    const bytes = new Uint8Array((await handle.stat()).size)
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(bytes.length - at, 2 ** 30), at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes
  } finally {
    await handle.close()
  }
}

/**
 * The ledger that was kept for `key`, if there is one that is whole.
 * @param key what the ledger depends on: the image's id, and where its sizes come from
 */
export async function loadLedger(key: string, options: LedgerCacheOptions): Promise<Ledger | undefined> {
  const { folder = usualFolder(), writer } = options
  const file = fileOf(folder, key)
  try {
    const ledger = decodeLedger(await readWhole(file), writer)
    const now = new Date()
    if (ledger) await utimes(file, now, now)
    return ledger
  } catch {
    // Not there, or not to be read: it is made again.
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
export async function saveLedger(key: string, ledger: Ledger, options: LedgerCacheOptions): Promise<void> {
  const { folder = usualFolder(), writer, limits = usualLimits } = options
  const file = fileOf(folder, key)
  const temporary = `${file}.${process.pid}.tmp`
  try {
    const bytes = encodeLedger(ledger, writer)
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
