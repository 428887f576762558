import { arch } from "node:os"
import { z } from "zod"
import { StrataError } from "../../errors/index.ts"
import type { Blob } from "./blob.ts"
import { storeProblem } from "./problem.ts"
import { readDocument } from "./read-document.ts"

/** Finds a blob by its digest. @throws where there is none */
export type FindBlob = (digest: string) => Promise<Blob>

export const refNameKey = "org.opencontainers.image.ref.name"
export const imageNameKey = "io.containerd.image.name"

/** The part of a descriptor that is read here; what else it has is kept (OCI image spec, "Content Descriptors"). */
export const descriptorSchema = z.looseObject({
  mediaType: z.string().optional(),
  digest: z.string(),
  size: z.number(),
  annotations: z.record(z.string(), z.string()).optional(),
  platform: z.looseObject({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional(),
})
export type Descriptor = z.infer<typeof descriptorSchema>

export const indexSchema = z.looseObject({ manifests: z.array(descriptorSchema) })
export const manifestSchema = z.looseObject({ config: descriptorSchema, layers: z.array(descriptorSchema) })
export type Manifest = z.infer<typeof manifestSchema>

/** What an image runs on, in Go's words: `linux`, `arm64`, `v8`. */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string | undefined
}

/** Go's names of processors, which platforms are written in. */
const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", arm: "arm", ia32: "386" }

/** Reads `linux/arm64/v8`, or `arm64` alone. @throws StrataError `invalid-option` */
export function parsePlatform(text: string): Platform {
  const parts = text.split("/")
  const [os = "", architecture = "", variant] = parts.length === 1 ? ["linux", text] : parts
  if (os !== "" && architecture !== "" && parts.length <= 3)
    return { os, architecture, ...(variant === undefined ? {} : { variant }) }
  throw new StrataError({
    code: "invalid-option",
    message: `'${text}' is no platform`,
    fix: "write OS/ARCHITECTURE[/VARIANT], e.g. linux/arm64",
  })
}

function nameOf({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join("/")
}

/** Whether a manifest is for `wanted`; a variant that is not asked for may be any. */
function isFor({ platform }: Descriptor, wanted: Platform): boolean {
  return (
    platform?.os === wanted.os &&
    platform.architecture === wanted.architecture &&
    (wanted.variant === undefined || platform.variant === wanted.variant)
  )
}

/** What of an index is an image: an attestation's platform is `unknown` (BuildKit, "Image attestation storage"). */
export function imagesOf(manifests: readonly Descriptor[]): readonly Descriptor[] {
  return manifests.filter(({ platform }) => platform?.os !== "unknown")
}

/** The manifest for `wanted`; where nothing is wanted, the one for this machine or else the first. */
export function chooseManifest(manifests: readonly Descriptor[], wanted: Platform | undefined): Descriptor | undefined {
  const images = imagesOf(manifests)
  const own = { os: "linux", architecture: architectures[arch()] ?? arch() }
  const found = images.find((image) => isFor(image, wanted ?? own))
  if (found || images.length === 0) return found
  if (!wanted) return images[0]
  const known = images.flatMap(({ platform }) => (platform ? [nameOf(platform)] : []))
  // An index of a layout names its images without platforms: the next level has them.
  if (known.length === 0) return images[0]
  throw storeProblem(`there is no image for ${nameOf(wanted)}`, { fix: `there are: ${[...new Set(known)].join(", ")}` })
}

/**
 * Follows an index, or an index of indexes, to a manifest.
 * @param wanted the platform; default this machine's.
 * @throws StrataError `engine-store` where it leads to none
 */
export async function resolveManifest(find: FindBlob, digest: string, wanted?: Platform, depth = 0): Promise<Manifest> {
  const document = await readDocument(await find(digest), digest)
  const manifest = manifestSchema.safeParse(document)
  if (manifest.success) return manifest.data
  const chosen = chooseManifest(indexSchema.safeParse(document).data?.manifests ?? [], wanted)
  // Real images have one or two levels; without a limit an index that names itself would never end.
  if (!chosen || depth > 4) throw storeProblem(`${digest} leads to no image manifest`)
  return resolveManifest(find, chosen.digest, wanted, depth + 1)
}
