import { readFile } from "node:fs/promises"
import { z } from "zod"
import { type Descriptor, manifestSchema, refNameKey } from "../store/oci-manifest.ts"
import { BlobWriter } from "./blob-writer.ts"
import { indexDocument } from "./documents.ts"
import { blobPath, readIndex, removeOrphans, writeIndex } from "./existing-layout.ts"
import { outputFailed } from "./failed.ts"

const platformSchema = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() })

/** The descriptor of an image's manifest as an index of several platforms has it (OCI image spec, "Image Index"). */
async function withPlatform(layout: string, { mediaType, digest, size }: Descriptor): Promise<Descriptor> {
  const { config } = manifestSchema.parse(JSON.parse(await readFile(blobPath(layout, digest), "utf8")))
  const { os, architecture, variant } = platformSchema.parse(
    JSON.parse(await readFile(blobPath(layout, config.digest), "utf8")),
  )
  const platform = { os, architecture, ...(variant === undefined ? {} : { variant }) }
  return { ...(mediaType === undefined ? {} : { mediaType }), digest, size, platform }
}

/**
 * Makes one image `name` of a layout's images `parts`, one for each platform: an index of their manifests. They lose their
 * own names, and an image that had that name before is gone.
 * @throws StrataError `output-failed`
 */
export async function joinLayout(layout: string, name: string, parts: readonly string[]): Promise<void> {
  try {
    const before = await readIndex(layout)
    const nameOf = ({ annotations }: Descriptor): string | undefined => annotations?.[refNameKey]
    const found = parts.flatMap((part) => before.manifests.filter((manifest) => nameOf(manifest) === part))
    const index = indexDocument(await Promise.all(found.map((manifest) => withPlatform(layout, manifest))))
    await new BlobWriter(layout).document(index)
    const replaced = before.manifests.filter((manifest) => nameOf(manifest) === name)
    const kept = before.manifests.filter((manifest) => !found.includes(manifest) && !replaced.includes(manifest))
    const manifests = [...kept, { ...index.descriptor, annotations: { [refNameKey]: name } }]
    await writeIndex(layout, { ...before, manifests })
    await removeOrphans(layout, replaced, manifests)
  } catch (cause) {
    throw outputFailed(layout, cause)
  }
}
