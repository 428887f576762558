import { randomUUID } from "node:crypto"
import { createWriteStream } from "node:fs"
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import type { BlobName } from "./read-blob.ts"

export interface LayerCacheOptions {
  readonly folder?: string
  /** Bytes of all layers that are kept; the ones that were used longest ago go first. Default 20 GB. */
  readonly mostBytes?: number
}

const partialEnding = ".partial"

/** A partial file this old belongs to nobody any more. */
const staleMilliseconds = 24 * 3600 * 1000

/** Layers' blobs on this disk, as registries have them, by digest. */
export interface LayerCache {
  readonly mostBytes: number
  /** The file of a blob; undefined where it is not here. */
  find(name: BlobName): Promise<string | undefined>
  /** Keeps a blob; its pieces are verified by whoever gives them: a fault of theirs leaves nothing behind. */
  keep(name: BlobName, pieces: AsyncIterable<Buffer>): Promise<string>
  /** Removes what was used longest ago, until no more than `mostBytes` are left; what `needed` names stays. */
  trim(needed: readonly string[]): Promise<void>
}

/** In the user's own cache (XDG base directory specification). */
function defaultFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "strata/layers/sha256")
}

export function layerCache({
  folder = defaultFolder(process.env),
  mostBytes = 20e9,
}: LayerCacheOptions = {}): LayerCache {
  const fileOf = (digest: string): string => join(folder, digest.replace(/^sha256:/, ""))
  return {
    mostBytes,
    async find({ digest, size }) {
      const file = fileOf(digest)
      const found = await stat(file).catch(() => undefined)
      if (found?.size !== size) return undefined
      await utimes(file, new Date(), new Date()).catch(() => {})
      return file
    },
    async keep({ digest }, pieces) {
      const file = fileOf(digest)
      const partial = `${file}.${randomUUID()}${partialEnding}`
      await mkdir(folder, { recursive: true, mode: 0o700 })
      try {
        await pipeline(pieces, createWriteStream(partial, { mode: 0o600, highWaterMark: 1 << 20 }))
        await rename(partial, file)
      } finally {
        await rm(partial, { force: true })
      }
      return file
    },
    async trim(needed) {
      const spared = new Set(needed.map(fileOf))
      const names = await readdir(folder).catch(() => [])
      const files = (
        await Promise.all(
          names.map(async (name) => {
            const found = await stat(join(folder, name)).catch(() => undefined)
            return found ? [{ file: join(folder, name), size: found.size, usedAt: found.mtimeMs }] : []
          }),
        )
      ).flat()
      const isStale = ({ file, usedAt }: (typeof files)[number]): boolean =>
        file.endsWith(partialEnding) && Date.now() - usedAt > staleMilliseconds
      const whole = files.filter(({ file }) => !file.endsWith(partialEnding)).sort((a, b) => a.usedAt - b.usedAt)
      let surplus = whole.reduce((sum, { size }) => sum + size, -mostBytes)
      for (const { file, size } of whole) {
        if (surplus <= 0) break
        if (spared.has(file)) continue
        await rm(file, { force: true })
        surplus -= size
      }
      for (const stale of files.filter(isStale)) await rm(stale.file, { force: true })
    },
  }
}
