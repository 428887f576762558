import { createHash } from "node:crypto"
import { tarOf } from "./tar-of.ts"

/** A docker archive of an image: a plain layer for each record of path -> content. */
export function archiveOf(layers: readonly Readonly<Record<string, string | Buffer>>[]): Buffer {
  const tars = layers.map(tarOf)
  const hex = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex")
  const config = Buffer.from(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      config: {},
      rootfs: { type: "layers", diff_ids: tars.map((tar) => `sha256:${hex(tar)}`) },
    }),
  )
  const name = (bytes: Buffer): string => `blobs/sha256/${hex(bytes)}`
  const manifest = [{ Config: name(config), RepoTags: ["made:1"], Layers: tars.map(name) }]
  const blobs = Object.fromEntries([config, ...tars].map((bytes) => [name(bytes), bytes]))
  return tarOf({ "manifest.json": JSON.stringify(manifest), ...blobs })
}
