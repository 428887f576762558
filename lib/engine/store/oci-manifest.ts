import { arch } from "node:os"
import { z } from "zod"
import type { Blob } from "./blob.ts"
import { storeProblem } from "./problem.ts"

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
  platform: z.looseObject({ os: z.string(), architecture: z.string() }).optional(),
})
export type Descriptor = z.infer<typeof descriptorSchema>

export const indexSchema = z.looseObject({ manifests: z.array(descriptorSchema) })
export const manifestSchema = z.looseObject({ config: descriptorSchema, layers: z.array(descriptorSchema) })
export type Manifest = z.infer<typeof manifestSchema>

/** Go's names of processors, which platforms are written in. */
const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", arm: "arm", ia32: "386" }

/** The manifest for this machine, or else the first; never an attestation, whose platform is `unknown`. */
function choose(manifests: readonly Descriptor[]): Descriptor | undefined {
  const images = manifests.filter(({ platform }) => platform?.os !== "unknown")
  const own = images.find(({ platform }) => platform?.architecture === architectures[arch()])
  return own ?? images[0]
}

/** Follows an index, or an index of indexes, to a manifest. @throws StrataError `engine-store` where it leads to none */
export async function resolveManifest(find: FindBlob, digest: string, depth = 0): Promise<Manifest> {
  const document: unknown = JSON.parse((await (await find(digest)).read()).toString("utf8"))
  const manifest = manifestSchema.safeParse(document)
  if (manifest.success) return manifest.data
  const chosen = choose(indexSchema.safeParse(document).data?.manifests ?? [])
  // Real images have one or two levels; without a limit an index that names itself would never end.
  if (!chosen || depth > 4) throw storeProblem(`${digest} leads to no image manifest`)
  return resolveManifest(find, chosen.digest, depth + 1)
}
