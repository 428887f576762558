import { type Column, grown } from "../ledger/grown.ts"
import { rowStates } from "../ledger/ledger.ts"
import { PathTable } from "../ledger/path-table.ts"
import { sharedColumn } from "../ledger/shared-column.ts"
import { type EntryColumns, entryKinds, type ImageFiles, type LayerFiles, noRow } from "./image-files.ts"
import { Overlay } from "./overlay.ts"
import type { LayerScan } from "./scan/layer-scan.ts"
import { roomFor } from "./scan/room-for.ts"
import type { ScannedLayer, ScanSink } from "./scan/scan-image.ts"
import { Symlinks } from "./symlinks.ts"

const kindFile = entryKinds.indexOf("file")
const kindHardlink = entryKinds.indexOf("hardlink")
const kindWhiteout = entryKinds.indexOf("whiteout")
const visibleState = rowStates.indexOf("visible")
const deletedState = rowStates.indexOf("deleted")

/** Names of markers begin so; one hides what is called like its rest (OCI image spec, "Whiteouts"). */
const whiteoutPrefix = ".wh."
/** Hides all that lower layers have in its folder. */
const opaqueName = ".wh..wh..opq"

/** The merged part of `ImageFiles`. */
export type MergedLayers = Pick<ImageFiles, "layers" | "paths" | "rows" | "visible" | "symlinks" | "contents">

/** Columns while rows come: each array may be longer than there are rows. */
type GrowingColumns = { -readonly [Name in keyof EntryColumns]: EntryColumns[Name] }

function columnsFor(rows: number): GrowingColumns {
  const words = (): Uint32Array => sharedColumn(Uint32Array, rows)
  const halves = (): Uint16Array => sharedColumn(Uint16Array, rows)
  const octets = (): Uint8Array => sharedColumn(Uint8Array, rows)
  const numbers = (): Float64Array => sharedColumn(Float64Array, rows)
  return {
    ...{ path: words(), uid: words(), gid: words(), content: words() },
    ...{ layer: halves(), mode: halves(), hiddenBy: halves() },
    ...{ kind: octets(), state: octets() },
    ...{ bytes: numbers(), offset: numbers() },
  }
}

/** The same with every array replaced. */
function eachColumn(rows: EntryColumns, change: <T extends Column>(column: T) => T): EntryColumns {
  return {
    path: change(rows.path),
    layer: change(rows.layer),
    kind: change(rows.kind),
    bytes: change(rows.bytes),
    mode: change(rows.mode),
    uid: change(rows.uid),
    gid: change(rows.gid),
    offset: change(rows.offset),
    content: change(rows.content),
    state: change(rows.state),
    hiddenBy: change(rows.hiddenBy),
  }
}

/** Times that columns grow by: the largest layer is mostly one of the last. */
const growth = 4

/** Writes a layer's rows behind those that are there. */
function addRows(rows: GrowingColumns, scan: LayerScan, path: Uint32Array, layer: number, from: number): void {
  const to = from + scan.kind.length
  Object.assign(
    rows,
    eachColumn(rows, (column) => grown(column, to, growth)),
  )
  rows.path.set(path, from)
  rows.kind.set(scan.kind, from)
  rows.bytes.set(scan.bytes, from)
  rows.mode.set(scan.mode, from)
  rows.uid.set(scan.uid, from)
  rows.gid.set(scan.gid, from)
  rows.offset.set(scan.offset, from)
  rows.layer.fill(layer, from, to)
  rows.content.fill(noRow, from, to)
}

/** Gives the scan's paths their numbers in the table. */
function numberPaths(paths: PathTable, { path, nodes }: LayerScan): Uint32Array {
  const numbers = paths.internNodes(nodes)
  for (let row = 0; row < path.length; row++) path[row] = numbers[path[row] as number] as number
  return path
}

function sum(bytes: Float64Array): number {
  let total = 0
  for (const value of bytes) total += value
  return total
}

/** Calls `visit` with where each piece lies that `ends` marks, and the row it belongs to. */
function eachPiece(
  rows: Uint32Array,
  ends: Uint32Array,
  visit: (row: number, start: number, end: number) => void,
): void {
  let start = 0
  for (let index = 0; index < rows.length; index++) {
    const end = ends[index] ?? start
    visit(rows[index] ?? 0, start, end)
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
  const kinds = rows.kind.subarray(0, layer.to)
  for (let row = kinds.indexOf(kindWhiteout, layer.from); row >= 0; row = kinds.indexOf(kindWhiteout, row + 1)) {
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
  for (let path = 0; path < visible.length; path++) {
    const row = visible[path] ?? noRow
    const content = row === noRow ? noRow : (rows.content[row] ?? noRow)
    if (content !== noRow) rows.state[content] = visibleState
  }
}

/**
 * Lays scanned layers over each other: one table of all entries, and which of them shows at each path. Scans are taken as
 * they come, those of the lowest layer first, while others are still being made; what a scan held can go then.
 */
export class LayerMerger implements ScanSink {
  readonly #paths: PathTable
  readonly #layers: LayerFiles[] = []
  readonly #symlinks = new Symlinks()
  readonly #contents = new Map<number, Buffer>()
  readonly #rows: GrowingColumns
  readonly #overlay: Overlay
  #count = 0
  /** Of the layer that is being added. */
  readonly #hardLinks = new Map<number, Uint8Array>()
  #unpackedBytes = 0
  #tarBytes = 0

  /** @param tarBytes of all layers, where they are known */
  constructor(tarBytes = 0) {
    const room = roomFor(tarBytes)
    this.#rows = columnsFor(room)
    this.#paths = new PathTable(Math.ceil(room / 2))
    this.#overlay = new Overlay(this.#paths, this.#rows, this.#symlinks)
  }

  /** Takes the next rows of the next layer. */
  addScan(scan: LayerScan): void {
    const from = this.#count
    addRows(this.#rows, scan, numberPaths(this.#paths, scan), this.#layers.length, from)
    this.#count += scan.kind.length
    this.#unpackedBytes += sum(scan.bytes)
    this.#tarBytes = scan.tarBytes
    this.#symlinks.add(from, scan)
    eachPiece(scan.linkRows, scan.linkEnds, (row, start, end) => {
      if (scan.kind[row] === kindHardlink) this.#hardLinks.set(from + row, scan.links.subarray(start, end))
    })
    const contents = Buffer.from(scan.contents.buffer, scan.contents.byteOffset, scan.contents.byteLength)
    eachPiece(scan.contentRows, scan.contentEnds, (row, start, end) => {
      this.#contents.set(from + row, contents.subarray(start, end))
    })
  }

  /** Lays the layer, all rows of which are there, over those before. */
  endLayer({ diffId, compressedBytes }: ScannedLayer): void {
    const number = this.#layers.length
    const layer: LayerFiles = {
      diffId,
      from: this.#layers.at(-1)?.to ?? 0,
      to: this.#count,
      unpackedBytes: this.#unpackedBytes,
      tarBytes: this.#tarBytes,
      ...(compressedBytes === undefined ? {} : { compressedBytes }),
    }
    this.#layers.push(layer)
    this.#overlay.nextLayer()
    applyWhiteouts(this.#rows, this.#paths, this.#overlay, layer, number)
    placeRows(this.#rows, this.#paths, this.#overlay, layer, this.#hardLinks)
    this.#hardLinks.clear()
    this.#unpackedBytes = 0
    this.#tarBytes = 0
  }

  /** All layers, the last one on top. */
  finish(): MergedLayers {
    const { visible } = this.#overlay
    keepLinkedContent(this.#rows, visible)
    const count = this.#count
    return {
      layers: this.#layers,
      paths: this.#paths,
      rows: eachColumn(this.#rows, (column) => column.subarray(0, count) as typeof column),
      visible,
      symlinks: this.#symlinks,
      contents: this.#contents,
    }
  }
}

/** Layers that are all there, lowest first. Pure. */
export function mergeLayers(
  layers: readonly (ScannedLayer & { readonly scans: readonly LayerScan[] })[],
): MergedLayers {
  const merger = new LayerMerger()
  for (const { scans, ...layer } of layers) {
    for (const scan of scans) merger.addScan(scan)
    merger.endLayer(layer)
  }
  return merger.finish()
}
