import { asFlag, asList, asObject, asOptionalText, asTexts } from "./json-shape.ts"
import type { HistoryEntry } from "./types.ts"

/** The part of an image config (OCI image spec, "Image Configuration") that is read here; the rest stays in its bytes. */
export interface ImageConfig {
  readonly diffIds: readonly string[]
  readonly history: readonly HistoryEntry[]
}

function historyEntry(value: unknown, index: number): HistoryEntry {
  const where = `history: ${index}`
  const entry = asObject(value, where)
  const [created, createdBy, comment] = ["created", "created_by", "comment"].map((key) =>
    asOptionalText(entry[key], `${where}: ${key}`),
  )
  return {
    emptyLayer: asFlag(entry.empty_layer, `${where}: empty_layer`) ?? false,
    ...(created === undefined ? {} : { created }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(comment === undefined ? {} : { comment }),
  }
}

/** @throws Error where the bytes are no config */
export function parseImageConfig(bytes: Buffer): ImageConfig {
  const { rootfs, history = [] } = asObject(JSON.parse(bytes.toString("utf8")))
  return {
    diffIds: asTexts(asObject(rootfs, "rootfs").diff_ids, "rootfs: diff_ids"),
    history: asList(history, "history").map(historyEntry),
  }
}
