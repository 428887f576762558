import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import { type TarEntry, TarReader } from "../../tar/index.ts"
import { through } from "./through.ts"
import type { LayerIndex } from "./types.ts"

/**
 * A record of tar-split: bytes of the tar that are no file's content (headers, padding), or a file whose content is in
 * the layer's folder. Together, in order, they are the tar that the layer came from.
 */
export type TarSplitRecord =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  /** The path is bytes where it is no UTF-8. */
  | { readonly kind: "file"; readonly path: string | Buffer; readonly size: number }

/** JSON of github.com/vbatts/tar-split: type 1 is a file, type 2 a segment; a name that is no UTF-8 is in `name_raw`. */
interface RawRecord {
  readonly type: 1 | 2
  readonly name?: string
  readonly name_raw?: string
  readonly size?: number
  readonly payload?: string
}

function toRecord(raw: RawRecord): TarSplitRecord {
  if (raw.type === 2) return { kind: "bytes", bytes: Buffer.from(raw.payload ?? "", "base64") }
  const path = raw.name_raw === undefined ? (raw.name ?? "") : Buffer.from(raw.name_raw, "base64")
  return { kind: "file", path, size: raw.size ?? 0 }
}

/** Go writes a record's fields in this order. */
const segmentStart = '{"type":2,"payload":"'
const quote = 0x22
const lineFeed = 0x0a

/** The line from `start` to `end`. Nine tenths of the file are segments' payload: it is taken by hand, without parsing JSON. */
function parseLine(text: Buffer, start: number, end: number): TarSplitRecord {
  const payload = start + segmentStart.length
  if (text.toString("latin1", start, payload) === segmentStart) {
    return {
      kind: "bytes",
      bytes: Buffer.from(text.toString("latin1", payload, text.indexOf(quote, payload)), "base64"),
    }
  }
  return toRecord(JSON.parse(text.toString("utf8", start, end)) as RawRecord)
}

/**
 * Reads `tar-split.json.gz` in batches of about a megabyte of text. Never whole: the text of a layer with a million
 * files is longer than the longest string.
 */
export async function* readTarSplit(file: string): AsyncGenerator<readonly TarSplitRecord[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of through(createReadStream(file), createGunzip({ chunkSize: 1 << 20 }))) {
    const text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const batch: TarSplitRecord[] = []
    let start = 0
    for (let end = text.indexOf(lineFeed); end >= 0; end = text.indexOf(lineFeed, start)) {
      if (end > start) batch.push(parseLine(text, start, end))
      start = end + 1
    }
    rest = text.subarray(start)
    yield batch
  }
  if (rest.length > 0) yield [parseLine(rest, 0, rest.length)]
}

/** Entries and sums of a layer from its records: no file of the layer is opened. */
export async function indexTarSplit(batches: AsyncIterable<readonly TarSplitRecord[]>): Promise<LayerIndex> {
  const entries: TarEntry[] = []
  let unpackedBytes = 0
  const reader = new TarReader((entry) => {
    entries.push(entry)
    unpackedBytes += entry.size
  })
  let tarBytes = 0
  for await (const batch of batches) {
    for (const record of batch) {
      tarBytes += record.kind === "bytes" ? record.bytes.length : record.size
      if (record.kind === "bytes") reader.push(record.bytes)
      else reader.skip(record.size)
    }
  }
  reader.end()
  return { entries, tarBytes, unpackedBytes }
}
