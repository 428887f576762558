import { z } from "zod"
import type { Measurements } from "../budget/index.ts"

const bytes = z.int().min(0)

/** One line of a history: an image as it was built once. */
export const entrySchema = z.strictObject({
  version: z.literal(1),
  /** When it was measured, ISO 8601. */
  time: z.iso.datetime(),
  /** What is compared over time: a name without what changes from build to build. */
  image: z.string().min(1),
  /** Which build: a commit, a tag, a release. */
  label: z.string().exactOptional(),
  unpackedBytes: bytes,
  compressedBytes: bytes.exactOptional(),
  layers: z.int().min(0).exactOptional(),
  /** Unpacked bytes of each step. */
  steps: z.record(z.string(), bytes).exactOptional(),
})

export type HistoryEntry = z.infer<typeof entrySchema>

export interface EntryFacts {
  readonly image: string
  readonly time: Date
  readonly label?: string
}

/**
 * @throws RangeError where the unpacked size is not known
 */
export function makeEntry({ total, layers, steps }: Measurements, { image, time, label }: EntryFacts): HistoryEntry {
  if (total.unpacked === undefined) throw new RangeError(`nothing tells how large ${image} is unpacked`)
  return {
    version: 1,
    time: time.toISOString(),
    image,
    ...(label === undefined ? {} : { label }),
    unpackedBytes: total.unpacked,
    ...(total.compressed === undefined ? {} : { compressedBytes: total.compressed }),
    ...(layers ? { layers: layers.length } : {}),
    ...(steps ? { steps: Object.fromEntries(steps.map(({ key, unpacked = 0 }) => [key, unpacked])) } : {}),
  }
}
