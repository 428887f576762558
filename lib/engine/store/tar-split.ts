import { readFile } from "node:fs/promises"
import { promisify } from "node:util"
import { gunzip } from "node:zlib"
import { type TarEntry, TarReader } from "../../tar/index.ts"
import type { LayerIndex } from "./types.ts"

/**
 * A record of tar-split: bytes of the tar that are no file's content (headers, padding), or a file whose content is in
 * the layer's folder. Together, in order, they are the tar that the layer came from.
 */
export type TarSplitRecord =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "file"; readonly path: string; readonly size: number }

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
  const path = raw.name_raw === undefined ? (raw.name ?? "") : Buffer.from(raw.name_raw, "base64").toString("latin1")
  return { kind: "file", path, size: raw.size ?? 0 }
}

const segment = /^\{"type":2,"payload":"([^"]*)"/

/** A line of the file. Half of them are segments, and taking their payload by hand is faster than parsing JSON. */
function parseLine(line: string): TarSplitRecord {
  const payload = segment.exec(line)?.[1]
  return payload === undefined
    ? toRecord(JSON.parse(line) as RawRecord)
    : { kind: "bytes", bytes: Buffer.from(payload, "base64") }
}

/** Reads `tar-split.json.gz`. */
export async function readTarSplit(file: string): Promise<readonly TarSplitRecord[]> {
  const text = (await promisify(gunzip)(await readFile(file))).toString("utf8")
  return text.split("\n").flatMap((line) => (line === "" ? [] : [parseLine(line)]))
}

/** Entries and sums of a layer from its records: no file of the layer is opened. */
export function indexTarSplit(records: readonly TarSplitRecord[]): LayerIndex {
  const entries: TarEntry[] = []
  const reader = new TarReader((entry) => entries.push(entry))
  let tarBytes = 0
  for (const record of records) {
    tarBytes += record.kind === "bytes" ? record.bytes.length : record.size
    if (record.kind === "bytes") reader.push(record.bytes)
    else reader.skip(record.size)
  }
  return { entries, tarBytes, unpackedBytes: entries.reduce((sum, entry) => sum + entry.size, 0) }
}
