import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Platform } from "../engine/store/oci-manifest.ts"
import type { StoredImage } from "../engine/store/types.ts"
import type { EngineChoice } from "../engine/types.ts"

export interface OpenImageOptions {
  /** Which engine is asked for a name; default `auto`. */
  readonly engine?: EngineChoice
  /** Which of an index's images is taken from a registry or a layout, such as `linux/arm64`; default: this machine's. */
  readonly platform?: string
  readonly onNote?: (text: string) => void
}

/** Where an image is, as users write it. */
export type ImagePlace =
  | { readonly kind: "oci"; readonly folder: string; readonly ref?: string }
  | { readonly kind: "archive"; readonly file: string }
  | { readonly kind: "registry"; readonly ref: string }
  | { readonly kind: "engine"; readonly ref: string }

/**
 * Reads `oci:DIR`, `oci:DIR:NAME`, `docker-archive:FILE`, `oci-archive:FILE`, `registry:NAME` and `docker:NAME`; a folder
 * with an `index.json` or a file goes without its prefix; anything else is the name of an image in an engine.
 * @param isFolder whether a path is an OCI layout. @param isFile whether it is a file.
 */
export function parsePlace(
  text: string,
  isFolder: (path: string) => boolean,
  isFile: (path: string) => boolean,
): ImagePlace {
  const [, prefix, rest = ""] = /^(oci|oci-archive|docker-archive|registry|docker):(.+)$/.exec(text) ?? []
  switch (prefix) {
    case "oci": {
      const colon = rest.lastIndexOf(":")
      if (isFolder(rest) || colon < 0) return { kind: "oci", folder: rest }
      return { kind: "oci", folder: rest.slice(0, colon), ref: rest.slice(colon + 1) }
    }
    case "oci-archive":
    case "docker-archive":
      return { kind: "archive", file: rest }
    case "registry":
      return { kind: "registry", ref: rest }
    case "docker":
      return { kind: "engine", ref: rest }
    default:
      if (isFolder(text)) return { kind: "oci", folder: text }
      return isFile(text) ? { kind: "archive", file: text } : { kind: "engine", ref: text }
  }
}

/** Reads where an image is, by what lies on this machine. */
export function placeOf(text: string): ImagePlace {
  return parsePlace(
    text,
    (path) => existsSync(join(path, "index.json")),
    (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  )
}

async function platformOf({ platform }: OpenImageOptions): Promise<Platform | undefined> {
  if (platform === undefined) return undefined
  const { parsePlatform } = await import("../engine/store/index.ts")
  return parsePlatform(platform)
}

/**
 * Opens the image that `text` names (see `parsePlace`).
 * @throws StrataError `engine-store` where it is not there, `engine-unavailable` where no engine answers,
 * `registry-failed` where a registry does not give it
 */
export async function openImage(text: string, options: OpenImageOptions = {}): Promise<StoredImage> {
  const place = placeOf(text)
  const platform = await platformOf(options)
  switch (place.kind) {
    case "oci": {
      const { openOciLayout } = await import("../engine/store/open-oci-layout.ts")
      return openOciLayout(place.folder, place.ref, platform)
    }
    case "archive": {
      const { openArchive } = await import("../engine/store/archive-image.ts")
      return openArchive(place.file)
    }
    case "registry": {
      const { openRegistryImage } = await import("../registry/index.ts")
      return openRegistryImage(place.ref, platform === undefined ? {} : { platform })
    }
    case "engine": {
      const { engine: choice = "auto", onNote } = options
      const { openEngine } = await import("../engine/open-engine.ts")
      const engine = await openEngine({ choice, ...(onNote ? { onNote } : {}) })
      return engine.images.open(place.ref)
    }
  }
}
