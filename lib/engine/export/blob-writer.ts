import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { open, rename, rm, writeFile } from "node:fs/promises"
import type { Document } from "./documents.ts"
import { blobPath } from "./existing-layout.ts"
import { partialName } from "./partial.ts"
import { writeChunks } from "./write-chunks.ts"

/** Blobs that are written to a layout; it knows which are new, so that they can be taken back. */
export class BlobWriter {
  readonly #layout: string
  readonly #added: string[] = []

  constructor(layout: string) {
    this.#layout = layout
  }

  async #place(partial: string, digest: string): Promise<void> {
    const path = blobPath(this.#layout, digest)
    if (!existsSync(path)) this.#added.push(path)
    await rename(partial, path)
  }

  /**
   * @param name tells the blob from others while its digest is not known.
   * @param known its digest, where whoever makes the chunks sees to it.
   */
  async stream(
    name: string,
    chunks: AsyncIterable<Buffer>,
    known?: string,
  ): Promise<{ readonly digest: string; readonly size: number }> {
    const partial = partialName(blobPath(this.#layout, name))
    const hash = createHash("sha256")
    let size = 0
    async function* hashed(): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        if (known === undefined) hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    }
    try {
      const file = await open(partial, "w")
      try {
        await writeChunks(file, hashed())
      } finally {
        await file.close()
      }
      const digest = known ?? `sha256:${hash.digest("hex")}`
      await this.#place(partial, digest)
      return { digest, size }
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }

  async document({ bytes, descriptor }: Document): Promise<void> {
    const partial = partialName(blobPath(this.#layout, descriptor.digest))
    await writeFile(partial, bytes)
    await this.#place(partial, descriptor.digest)
  }

  async takeBack(): Promise<void> {
    await Promise.all(this.#added.map((path) => rm(path, { force: true })))
  }
}
