import { z } from "zod"

/*
 * The metrics document of a build. Sizes are bytes and say which: unpacked, visible, compressed (see CONTRIBUTING,
 * "Words"). A figure that was not taken is absent, never zero.
 */
const bytes = z.int().min(0)
const at = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive().exactOptional() })

const layer = z.strictObject({
  /** `sha256:...` of the plain tar. */
  diffId: z.string(),
  /** File bytes, a hard-linked file once. */
  unpackedBytes: bytes,
  /** Bytes of the plain tar. */
  tarBytes: bytes,
  /** Bytes of the blob as a registry would store it. */
  compressedBytes: bytes.exactOptional(),
  /** Number of entries in the tar. */
  entries: z.int().min(0),
  /** Step that made it; `base` for layers of the base image, `unattributed` where the engine does not tell. */
  step: z.string(),
  at: at.exactOptional(),
})

const step = z.strictObject({
  stage: z.string(),
  step: z.string(),
  kind: z.string(),
  at: at.exactOptional(),
  /** Absent where BuildKit did not report the step, because nothing needed it. */
  seconds: z.number().min(0).exactOptional(),
  cached: z.boolean().exactOptional(),
  /** Bytes of the layer it made in the image; absent for steps of builder stages. */
  unpackedBytes: bytes.exactOptional(),
})

export const metricsSchema = z.strictObject({
  format: z.literal("strata.metrics"),
  version: z.literal(1),
  image: z.strictObject({
    name: z.string(),
    variant: z.string().exactOptional(),
    os: z.string(),
    platform: z.string(),
    /** Digest of the definition. */
    definition: z.string(),
    /** Digest of the image config. */
    id: z.string(),
    tags: z.array(z.string()),
  }),
  engine: z.strictObject({
    name: z.enum(["docker", "embedded", "dagger"]),
    /** Absent for Dagger, whose engine keeps layers in its own way. */
    store: z.enum(["classic", "containerd"]).exactOptional(),
    version: z.string(),
  }),
  bases: z.array(
    z.strictObject({
      ref: z.string(),
      /** What served as the base: the registry's image, one the engine had, or a root file system made here. */
      source: z.enum(["registry", "engine", "mmdebstrap"]),
      digest: z.string().exactOptional(),
    }),
  ),
  /** File bytes summed over all layers: what a host stores. */
  unpackedBytes: bytes,
  /** File bytes of the merged root file system. */
  visibleBytes: bytes,
  /** Bytes of all blobs as a registry would store them. */
  compressedBytes: bytes.exactOptional(),
  compression: z.enum(["none", "gzip", "zstd"]).exactOptional(),
  /** Unpacked bytes that the image offers to install: whoever does pays them. In no other figure, and never saved. */
  deferredBytes: z.int().positive().exactOptional(),
  layers: z.array(layer),
  steps: z.array(step),
  cache: z.strictObject({ cachedSteps: z.int().min(0), totalSteps: z.int().min(0) }),
  /** Wall time of the build itself, without measuring and writing. */
  seconds: z.number().min(0),
  /** When the build ended, ISO 8601. */
  time: z.string(),
  output: z.strictObject({ kind: z.enum(["oci", "docker-archive"]), path: z.string() }).exactOptional(),
})

export type Metrics = z.infer<typeof metricsSchema>
export type LayerMetrics = Metrics["layers"][number]
export type StepMetrics = Metrics["steps"][number]
