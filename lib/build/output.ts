import { StrataError } from "../errors/index.ts"

export type Compression = "none" | "gzip" | "zstd"

/** Where the image is written besides the engine's own store. */
export interface OutputSpec {
  /** `oci`: an OCI layout folder. `docker-archive`: one tar that `docker load` reads. */
  readonly kind: "oci" | "docker-archive"
  readonly path: string
  readonly compression: Compression
  /** Name of the image in a layout; default: its first tag. */
  readonly ref?: string
}

const kinds = ["oci", "docker-archive"] as const
const compressions = ["none", "gzip", "zstd"] as const

function bad(text: string, why: string): StrataError {
  return new StrataError({
    code: "invalid-option",
    message: `--output=${text}: ${why}`,
    fix: "e.g. --output=oci:DIR, --output=oci:DIR,compression=zstd, --output=docker-archive:FILE",
  })
}

/** Reads `oci:DIR[,compression=none|gzip|zstd]` or `docker-archive:FILE`. @throws StrataError `invalid-option` */
export function parseOutput(text: string): OutputSpec {
  const match = /^([a-z-]+):(.+?)(?:,compression=([^,]+))?$/.exec(text)
  const kind = kinds.find((known) => known === match?.[1])
  const path = match?.[2]
  if (!kind || !path) throw bad(text, `a kind (${kinds.join(", ")}), a colon and a path are needed`)
  const asked = match?.[3] ?? "none"
  const compression = compressions.find((known) => known === asked)
  if (!compression) throw bad(text, `compression is one of ${compressions.join(", ")}`)
  if (kind === "docker-archive" && compression !== "none") throw bad(text, "a docker archive has plain layers")
  return { kind, path, compression }
}
