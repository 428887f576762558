import { open } from "node:fs/promises"
import { decodeLedger } from "./decode-ledger.ts"
import type { LedgerFile } from "./ledger-file.ts"

/** Read at once: Linux reads less than 2^31 bytes by one call. */
const readBytes = 2 ** 30

/** Reads a ledger that `encodeLedger` wrote. @throws Error where there is none, or it is damaged or of another version */
export async function readLedgerFile(file: string): Promise<LedgerFile> {
  const handle = await open(file)
  try {
    // An array of its own, not a part of Node's pool, so that columns lie at multiples of 8.
    const bytes = new Uint8Array((await handle.stat()).size)
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(bytes.length - at, readBytes), at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return decodeLedger(bytes)
  } finally {
    await handle.close()
  }
}
