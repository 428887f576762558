import type { Blob } from "./blob.ts"
import { imageOfBlobs } from "./image-of-blobs.ts"
import {
  chooseManifest,
  type Descriptor,
  type FindBlob,
  imageNameKey,
  imagesOf,
  indexSchema,
  type Platform,
  refNameKey,
  resolveManifest,
} from "./oci-manifest.ts"
import { storeProblem } from "./problem.ts"
import { documentBytes, readDocument } from "./read-document.ts"
import { parseReference } from "./reference.ts"
import { tocDigestKey } from "./stargz.ts"
import type { StoredImage } from "./types.ts"

/** A layer's blob with what its descriptor says of its index. */
export function withIndex(blob: Blob, { annotations }: Descriptor): Blob {
  const tocDigest = annotations?.[tocDigestKey]
  return tocDigest === undefined ? blob : { ...blob, tocDigest }
}

/** The image that a manifest, or an index of manifests, describes. */
export async function openManifest(
  find: FindBlob,
  digest: string,
  close: () => Promise<void>,
  platform?: Platform,
): Promise<StoredImage> {
  const { config, layers } = await resolveManifest(find, digest, platform)
  const blobs = await Promise.all(layers.map(async (layer) => withIndex(await find(layer.digest), layer)))
  return imageOfBlobs(await documentBytes(await find(config.digest), config.digest), blobs, close)
}

/** The one digest that descriptors come down to: the same image by several names, or one image for several platforms. */
function oneDigest(found: readonly Descriptor[], platform: Platform | undefined): string | undefined {
  const digests = [...new Set(found.map(({ digest }) => digest))]
  const isForPlatforms = found.every((descriptor) => descriptor.platform !== undefined)
  if (digests.length <= 1 || !isForPlatforms) return digests.length === 1 ? digests[0] : undefined
  return chooseManifest(found, platform)?.digest
}

function isNamed({ annotations, digest }: Descriptor, ref: string): boolean {
  const names = [annotations?.[refNameKey], annotations?.[imageNameKey], digest]
  return names.includes(ref) || names.includes(parseReference(ref).full)
}

/**
 * An image of an OCI layout.
 * @param index the layout's `index.json`.
 * @param ref one of its names or digests; without one the layout has to hold one image only.
 * @throws StrataError `engine-store` where it is not there, or there is a choice
 */
export async function openFromIndex(
  index: Blob,
  find: FindBlob,
  where: {
    readonly name: string
    readonly ref?: string
    readonly platform?: Platform
    readonly close: () => Promise<void>
  },
): Promise<StoredImage> {
  const manifests = imagesOf(indexSchema.parse(await readDocument(index, "index.json")).manifests)
  const { name, ref, platform, close } = where
  const found = ref === undefined ? manifests : manifests.filter((manifest) => isNamed(manifest, ref))
  const digest = oneDigest(found, platform)
  if (digest !== undefined) return openManifest(find, digest, close, platform)
  const known = manifests.map(({ annotations, digest }) => annotations?.[refNameKey] ?? digest).join(", ")
  const what = ref === undefined ? `${new Set(found.map(({ digest }) => digest)).size} images` : `no image '${ref}'`
  throw storeProblem(`'${name}' holds ${what}`, {
    fix: known === "" ? "write an image to it first" : `it has: ${known}`,
  })
}
