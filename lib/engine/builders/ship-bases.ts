import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { writeOciLayout } from "../export/oci-layout.ts"
import type { ImageStore } from "../store/types.ts"
import type { BaseUsed } from "../types.ts"

export interface ShippedBases {
  /** Reference -> value of `--build-context`. */
  readonly contexts: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/**
 * Bases that only the engine's own store has, as OCI layouts: buildx sends what a builder apart from it needs of them.
 * They take the bases' unpacked bytes of temporary disk until `remove`.
 */
export async function shipBases(images: ImageStore, bases: readonly BaseUsed[]): Promise<ShippedBases> {
  const folder = await mkdtemp(join(tmpdir(), "strata-bases-"))
  const remove = () => rm(folder, { recursive: true, force: true })
  const contexts: Record<string, string> = {}
  try {
    for (const { ref, source, digest } of bases) {
      if (source === "registry" || digest === undefined) continue
      const image = await images.open(digest)
      try {
        const { manifest } = await writeOciLayout(image, folder, { compression: "none", ref })
        contexts[ref] = `oci-layout://${folder}@${manifest}`
      } finally {
        await image.close()
      }
    }
    return { contexts, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
