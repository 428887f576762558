import { z } from "zod"
import { findingKinds } from "../inspect/findings.ts"
import { categories, ecosystems, rowStates } from "../ledger/ledger.ts"

/*
 * What `strata inspect --json` prints: a ledger summed up, never its rows. Lists are sorted heaviest first, except layers,
 * which are in their order. Bytes are unpacked unless the name says otherwise; a figure that was not taken is absent.
 */
const bytes = z.int().min(0)
const count = z.int().min(0)
const at = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive().exactOptional() })
/** Number in `layers`. */
const layerNumber = z.int().min(0)
const path = z.strictObject({ path: z.string(), unpackedBytes: bytes, entries: count })

const ecosystem = z.enum(ecosystems)
const category = z.enum(categories)

const layer = z.strictObject({
  /** `sha256:...` of the plain tar; empty in an estimate. */
  diffId: z.string(),
  step: z.string(),
  at: at.exactOptional(),
  createdBy: z.string().exactOptional(),
  unpackedBytes: bytes,
  /** Bytes of the plain tar. */
  tarBytes: bytes.exactOptional(),
  compressedBytes: bytes.exactOptional(),
  entries: count,
})

const step = z.strictObject({
  step: z.string(),
  at: at.exactOptional(),
  unpackedBytes: bytes,
  entries: count,
  layers: z.array(layerNumber),
})

const onePackage = z.strictObject({
  ecosystem,
  name: z.string(),
  version: z.string().exactOptional(),
  /** Where it is installed, when an image can hold it several times. */
  location: z.string().exactOptional(),
  unpackedBytes: bytes,
  entries: count,
})

const file = z.strictObject({
  path: z.string(),
  unpackedBytes: bytes,
  layer: layerNumber,
  category,
  state: z.enum(rowStates),
  ecosystem,
  /** Absent where nobody owns it. */
  package: z.string().exactOptional(),
})

const finding = z.strictObject({
  kind: z.enum(findingKinds),
  title: z.string(),
  /** Unpacked bytes freed if this alone is mended. */
  freedBytes: bytes,
  remedy: z.string(),
  layer: layerNumber.exactOptional(),
  step: z.string().exactOptional(),
  at: at.exactOptional(),
  /** The heaviest; `pathCount` counts all. */
  paths: z.array(z.strictObject({ path: z.string(), unpackedBytes: bytes })),
  pathCount: count,
})

export const inspectionSchema = z.strictObject({
  format: z.literal("strata.inspect"),
  version: z.literal(1),
  image: z.strictObject({
    ref: z.string(),
    /** Digest of the image config; absent in an estimate. */
    id: z.string().exactOptional(),
    platform: z.string().exactOptional(),
  }),
  /** File bytes summed over all layers: what a host stores. */
  unpackedBytes: bytes,
  /** File bytes of the merged root file system. */
  visibleBytes: bytes,
  /** File bytes that a later layer writes over, copies up or deletes. */
  hiddenBytes: bytes,
  /** Bytes of all blobs as a registry stores them. */
  compressedBytes: bytes.exactOptional(),
  /** Entries of all layers: files, folders, links and the rest. */
  entries: count,
  layers: z.array(layer),
  steps: z.array(step),
  ecosystems: z.array(z.strictObject({ ecosystem, unpackedBytes: bytes, entries: count })),
  packages: z.array(onePackage),
  categories: z.array(z.strictObject({ category, unpackedBytes: bytes, entries: count })),
  /** Folders two levels deep. */
  folders: z.array(path),
  /** The heaviest files. */
  files: z.array(file),
  /** What no package owns, and in which folders it is. */
  unowned: z.strictObject({ unpackedBytes: bytes, entries: count, folders: z.array(path) }),
  /** Absent where nobody looked for it. */
  waste: z.strictObject({ freedBytes: bytes, findings: z.array(finding) }).exactOptional(),
})

export type Inspection = z.infer<typeof inspectionSchema>
