import type { StoreName } from "../types.ts"
import { classicStore } from "./classic-store.ts"
import { containerdStore } from "./containerd-store.ts"
import { type DockerClient, savedStore } from "./saved-store.ts"
import type { ImageStore } from "./types.ts"

export { type ArchiveChoice, openArchive } from "./archive-image.ts"
export type { LayerSource } from "./layer-source.ts"
export { type Platform, parsePlatform } from "./oci-manifest.ts"
export { openOciLayout } from "./open-oci-layout.ts"
export { parseReference, type Reference } from "./reference.ts"
export type { DockerClient } from "./saved-store.ts"
export type { HistoryEntry, ImageStore, LayerEntry, LayerIndex, StoredImage, StoredLayer } from "./types.ts"

/** The fastest way to read an engine's images: its files where they can be reached, `docker save` where not. */
export function openImageStore(options: {
  /** Docker's data root on this host; undefined where the daemon's files cannot be reached. */
  readonly dataRoot: string | undefined
  readonly store: StoreName
  readonly docker: DockerClient
}): ImageStore {
  const { dataRoot, store, docker } = options
  if (dataRoot === undefined) return savedStore(docker)
  return store === "classic" ? classicStore(dataRoot) : containerdStore(dataRoot, docker)
}
