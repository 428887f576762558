import { createHash } from "node:crypto"
import type { Descriptor } from "../store/oci-manifest.ts"

/** Media types of the OCI image specification, version 1. */
export const mediaTypes = {
  config: "application/vnd.oci.image.config.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
} as const

/** The file `oci-layout`. */
export const layoutFile = JSON.stringify({ imageLayoutVersion: "1.0.0" })

export interface Document {
  readonly bytes: Buffer
  readonly descriptor: Descriptor
}

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}

export function configDocument(bytes: Buffer): Document {
  return { bytes, descriptor: { mediaType: mediaTypes.config, digest: sha256(bytes), size: bytes.length } }
}

/** Images of several platforms as one. */
export function indexDocument(manifests: readonly Descriptor[]): Document {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests }))
  return { bytes, descriptor: { mediaType: mediaTypes.index, digest: sha256(bytes), size: bytes.length } }
}

export function manifestDocument(config: Descriptor, layers: readonly Descriptor[]): Document {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers }))
  return { bytes, descriptor: { mediaType: mediaTypes.manifest, digest: sha256(bytes), size: bytes.length } }
}
