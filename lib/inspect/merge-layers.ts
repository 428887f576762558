import { rowStates } from "../ledger/ledger.ts"
import { PathTable } from "../ledger/path-table.ts"
import { type EntryColumns, entryKinds, type ImageFiles, type LayerFiles, noRow } from "./image-files.ts"
import { Overlay } from "./overlay.ts"
import type { LayerScan } from "./scan/layer-scan.ts"
import type { ScannedLayer } from "./scan/scan-image.ts"

const kindFile = entryKinds.indexOf("file")
const kindHardlink = entryKinds.indexOf("hardlink")
const kindSymlink = entryKinds.indexOf("symlink")
const kindWhiteout = entryKinds.indexOf("whiteout")
const visibleState = rowStates.indexOf("visible")
const deletedState = rowStates.indexOf("deleted")

/** Names of markers begin so; one hides what is called like its rest (OCI image spec, "Whiteouts"). */
const whiteoutPrefix = ".wh."
/** Hides all that lower layers have in its folder. */
const opaqueName = ".wh..wh..opq"

/** The merged part of `ImageFiles`. */
export type MergedLayers = Pick<ImageFiles, "layers" | "paths" | "rows" | "visible" | "symlinks" | "contents">

function makeColumns(count: number): EntryColumns {
  return {
    path: new Uint32Array(count),
    layer: new Uint16Array(count),
    kind: new Uint8Array(count),
    bytes: new Float64Array(count),
    mode: new Uint16Array(count),
    uid: new Uint32Array(count),
    gid: new Uint32Array(count),
    offset: new Float64Array(count),
    content: new Uint32Array(count).fill(noRow),
    state: new Uint8Array(count),
    hiddenBy: new Uint16Array(count),
  }
}

function copyColumns(rows: EntryColumns, scan: LayerScan, from: number, layer: number): void {
  rows.kind.set(scan.kind, from)
  rows.bytes.set(scan.bytes, from)
  rows.mode.set(scan.mode, from)
  rows.uid.set(scan.uid, from)
  rows.gid.set(scan.gid, from)
  rows.offset.set(scan.offset, from)
  rows.layer.fill(layer, from, from + scan.kind.length)
}

function internPaths(paths: PathTable, rows: EntryColumns, scan: LayerScan, from: number): void {
  let start = 0
  for (let index = 0; index < scan.pathEnds.length; index++) {
    const end = scan.pathEnds[index] ?? start
    rows.path[from + index] = paths.internBytes(scan.paths, start, end)
    start = end
  }
}

function sum(bytes: Float64Array): number {
  let total = 0
  for (const value of bytes) total += value
  return total
}

/** Calls `visit` with each piece of `bytes` that `ends` marks, and the row it belongs to. */
function eachPiece(
  rows: Uint32Array,
  bytes: Uint8Array,
  ends: Uint32Array,
  visit: (row: number, piece: Uint8Array) => void,
): void {
  let start = 0
  for (const [index, row] of rows.entries()) {
    const end = ends[index] ?? start
    visit(row, bytes.subarray(start, end))
    start = end
  }
}

/** Markers of deletion speak of lower layers only, so they come first wherever they stand in the tar. */
function applyWhiteouts(
  rows: EntryColumns,
  paths: PathTable,
  overlay: Overlay,
  layer: LayerFiles,
  number: number,
): void {
  for (let row = layer.from; row < layer.to; row++) {
    if (rows.kind[row] !== kindWhiteout) continue
    rows.state[row] = deletedState
    rows.hiddenBy[row] = number
    const marker = overlay.locate(rows.path[row] ?? 0)
    const folder = paths.parent(marker)
    const name = paths.name(marker)
    if (name === opaqueName) overlay.hideBelow(folder, number)
    else {
      const hidden = paths.child(folder, name.slice(whiteoutPrefix.length))
      if (hidden !== undefined) overlay.hide(hidden, number)
    }
  }
}

function placeRows(
  rows: EntryColumns,
  paths: PathTable,
  overlay: Overlay,
  layer: LayerFiles,
  hardLinks: ReadonlyMap<number, Uint8Array>,
): void {
  for (let row = layer.from; row < layer.to; row++) {
    const kind = rows.kind[row]
    if (kind === kindWhiteout) continue
    if (kind === kindFile) rows.content[row] = row
    if (kind === kindHardlink) {
      const target = hardLinks.get(row)
      const path = target && paths.findBytes(target)
      const linked = path === undefined ? undefined : overlay.rowAt(path)
      rows.content[row] = linked === undefined ? noRow : (rows.content[linked] ?? noRow)
    }
    overlay.place(row)
  }
}

/** A file that is gone from its own path but not from a hard link's still shows. */
function keepLinkedContent(rows: EntryColumns, visible: Uint32Array): void {
  for (const row of visible) {
    const content = row === noRow ? noRow : (rows.content[row] ?? noRow)
    if (content !== noRow) rows.state[content] = visibleState
  }
}

/** Lays scanned layers over each other: one table of all entries, and which of them shows at each path. Pure. */
export function mergeLayers(scanned: readonly ScannedLayer[]): MergedLayers {
  const paths = new PathTable()
  const rows = makeColumns(scanned.reduce((total, { scan }) => total + scan.kind.length, 0))
  const symlinks = new Map<number, string>()
  const contents = new Map<number, Buffer>()
  const overlay = new Overlay(paths, rows, symlinks)
  const layers: LayerFiles[] = []
  for (const [number, { diffId, scan, compressedBytes }] of scanned.entries()) {
    const from = layers.at(-1)?.to ?? 0
    const layer: LayerFiles = {
      diffId,
      from,
      to: from + scan.kind.length,
      unpackedBytes: sum(scan.bytes),
      tarBytes: scan.tarBytes,
      ...(compressedBytes === undefined ? {} : { compressedBytes }),
    }
    layers.push(layer)
    copyColumns(rows, scan, from, number)
    internPaths(paths, rows, scan, from)
    const hardLinks = new Map<number, Uint8Array>()
    eachPiece(scan.linkRows, scan.links, scan.linkEnds, (row, target) => {
      if (scan.kind[row] === kindSymlink) symlinks.set(from + row, Buffer.from(target).toString("utf8"))
      else hardLinks.set(from + row, target)
    })
    eachPiece(scan.contentRows, scan.contents, scan.contentEnds, (row, content) => {
      contents.set(from + row, Buffer.from(content.buffer, content.byteOffset, content.byteLength))
    })
    overlay.nextLayer()
    applyWhiteouts(rows, paths, overlay, layer, number)
    placeRows(rows, paths, overlay, layer, hardLinks)
  }
  const { visible } = overlay
  keepLinkedContent(rows, visible)
  return { layers, paths, rows, visible, symlinks, contents }
}
