import { z } from "zod"
import { categories, ecosystems, rowStates } from "./ledger.ts"

/*
 * A ledger as JSON, column by column. Numbers of categories and states are places in the document's own lists, so that a
 * document can be read by a program that knows more of them.
 */
const number = z.int().min(0)
const at = z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive().exactOptional() })

export const ledgerSchema = z.strictObject({
  format: z.literal("strata.ledger"),
  version: z.literal(1),
  image: z.strictObject({
    ref: z.string(),
    /** Digest of the image config; absent in an estimate. */
    id: z.string().exactOptional(),
    platform: z.string().exactOptional(),
  }),
  /** Lowest first. */
  layers: z.array(
    z.strictObject({
      /** `sha256:...` of the plain tar; empty in an estimate. */
      diffId: z.string(),
      step: z.string(),
      at: at.exactOptional(),
      createdBy: z.string().exactOptional(),
      tarBytes: number.exactOptional(),
      compressedBytes: number.exactOptional(),
    }),
  ),
  /** Number 0 owns what nobody owns. */
  packages: z.array(
    z.strictObject({
      ecosystem: z.enum(ecosystems),
      name: z.string(),
      version: z.string().exactOptional(),
      location: z.string().exactOptional(),
    }),
  ),
  categories: z.array(z.enum(categories)),
  states: z.array(z.enum(rowStates)),
  /** A tree: number 0 is the root, every other path has a folder of a smaller number. */
  paths: z.strictObject({
    parents: z.array(number),
    /** The last part of each path; bytes that are no UTF-8 come as base64. */
    names: z.array(z.union([z.string(), z.strictObject({ base64: z.string() })])),
  }),
  /** One row for each entry of each layer, or each package of each step in an estimate. */
  rows: z.strictObject({
    /** Unpacked bytes. */
    bytes: z.array(number),
    layer: z.array(number),
    path: z.array(number),
    package: z.array(number),
    category: z.array(number),
    state: z.array(number),
  }),
})

export type LedgerDocument = z.infer<typeof ledgerSchema>
