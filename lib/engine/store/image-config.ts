import { z } from "zod"
import type { HistoryEntry } from "./types.ts"

/** The part of an image config (OCI image spec, "Image Configuration") that is read here; the rest stays in its bytes. */
const configSchema = z.object({
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
  history: z
    .array(
      z.object({
        created: z.string().optional(),
        created_by: z.string().optional(),
        comment: z.string().optional(),
        empty_layer: z.boolean().optional(),
      }),
    )
    .optional(),
})

export interface ImageConfig {
  readonly diffIds: readonly string[]
  readonly history: readonly HistoryEntry[]
}

export function parseImageConfig(bytes: Buffer): ImageConfig {
  const { rootfs, history = [] } = configSchema.parse(JSON.parse(bytes.toString("utf8")))
  return {
    diffIds: rootfs.diff_ids,
    history: history.map((entry) => ({
      emptyLayer: entry.empty_layer ?? false,
      ...(entry.created === undefined ? {} : { created: entry.created }),
      ...(entry.created_by === undefined ? {} : { createdBy: entry.created_by }),
      ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    })),
  }
}
