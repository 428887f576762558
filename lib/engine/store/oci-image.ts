import type { Blob } from "./blob.ts"
import { imageOfBlobs } from "./image-of-blobs.ts"
import {
  type Descriptor,
  type FindBlob,
  imageNameKey,
  indexSchema,
  refNameKey,
  resolveManifest,
} from "./oci-manifest.ts"
import { storeProblem } from "./problem.ts"
import { parseReference } from "./reference.ts"
import type { StoredImage } from "./types.ts"

/** The image that a manifest, or an index of manifests, describes. */
export async function openManifest(find: FindBlob, digest: string, close: () => Promise<void>): Promise<StoredImage> {
  const manifest = await resolveManifest(find, digest)
  const layers = await Promise.all(manifest.layers.map((layer) => find(layer.digest)))
  return imageOfBlobs(await (await find(manifest.config.digest)).read(), layers, close)
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
  where: { readonly name: string; readonly ref?: string; readonly close: () => Promise<void> },
): Promise<StoredImage> {
  const { manifests } = indexSchema.parse(JSON.parse((await index.read()).toString("utf8")))
  const { name, ref, close } = where
  const found = ref === undefined ? manifests : manifests.filter((manifest) => isNamed(manifest, ref))
  const digests = [...new Set(found.map(({ digest }) => digest))]
  const [digest] = digests
  if (digest !== undefined && digests.length === 1) return openManifest(find, digest, close)
  const known = manifests.map(({ annotations, digest }) => annotations?.[refNameKey] ?? digest).join(", ")
  const what = ref === undefined ? `${digests.length} images` : `no image '${ref}'`
  throw storeProblem(`'${name}' holds ${what}`, {
    fix: known === "" ? "write an image to it first" : `it has: ${known}`,
  })
}
