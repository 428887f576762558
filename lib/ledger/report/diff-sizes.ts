import { formatBytes } from "../../text/bytes.ts"
import type { DiffDocument } from "../diff-document.ts"
import { signedBytes, signedShare } from "./signed.ts"

/** A size of both images, in words. */
export interface SizePair {
  readonly size: "unpacked" | "visible" | "compressed"
  readonly before: string
  readonly after: string
  /** `-310 MB (-1.7 %)`; empty where one side is not known. */
  readonly change: string
}

function pair(size: SizePair["size"], before: number | undefined, after: number | undefined): SizePair {
  const shown = (bytes: number | undefined): string => (bytes === undefined ? "not measured" : formatBytes(bytes))
  const change = before === undefined || after === undefined ? undefined : after - before
  const share = change === undefined ? "" : signedShare(change, before ?? 0)
  const words = change === undefined ? "" : `${signedBytes(change)}${share ? ` (${share})` : ""}`
  return { size, before: shown(before), after: shown(after), change: words }
}

/** The sizes of two images side by side; one that neither has is left out. */
export function sizePairs({ before, after }: DiffDocument): readonly SizePair[] {
  return [
    pair("unpacked", before.unpackedBytes, after.unpackedBytes),
    pair("visible", before.visibleBytes, after.visibleBytes),
    ...(before.compressedBytes === undefined && after.compressedBytes === undefined
      ? []
      : [pair("compressed", before.compressedBytes, after.compressedBytes)]),
  ]
}

/** What a host fetches that has the image of before: `3 of 14 layers are new: 1.20 GB unpacked, 410 MB compressed`. */
export function fetchWords({ newLayers, after }: DiffDocument): string {
  const { layers, unpackedBytes, compressedBytes } = newLayers
  const compressed = compressedBytes === undefined ? "" : `, ${formatBytes(compressedBytes)} compressed`
  const which = `${layers} of ${after.layers} layers ${layers === 1 ? "is" : "are"} new`
  return layers === 0
    ? "all layers are those of before"
    : `${which}: ${formatBytes(unpackedBytes)} unpacked${compressed}`
}

/** The lists of a document with their titles, in the order in which they are shown; `count` is of all that it leaves out too. */
export function diffLists({ causes, layers, categories, paths, pathCount }: DiffDocument) {
  return [
    { title: "Causes", changes: causes, count: causes.length },
    { title: "Layers", changes: layers, count: layers.length },
    { title: "Categories", changes: categories, count: categories.length },
    { title: "Paths", changes: paths, count: pathCount },
  ].filter(({ changes }) => changes.length > 0)
}
