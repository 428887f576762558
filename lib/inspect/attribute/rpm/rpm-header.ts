/** What RPM's database keeps of a package: index entries of four numbers, then a store of values (rpm docs, "Package format"). */

const tag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  folderNumbers: 1116,
  baseNames: 1117,
  folders: 1118,
}
const entryLength = 16
/** A package has some hundred tags. */
const mostEntries = 65_536

export interface RpmPackage {
  readonly name: string
  /** `epoch:version-release`, without an epoch of 0. */
  readonly version: string
  /** Paths of all its files and folders. */
  readonly paths: readonly string[]
}

interface Entry {
  readonly start: number
  readonly count: number
}

function entriesOf(blob: Buffer): { readonly entries: ReadonlyMap<number, Entry>; readonly store: Buffer } {
  const count = blob.readUInt32BE(0)
  if (count > mostEntries) throw new Error(`${count} tags`)
  const entries = new Map<number, Entry>()
  for (let index = 0; index < count; index++) {
    const at = 8 + index * entryLength
    entries.set(blob.readUInt32BE(at), { start: blob.readUInt32BE(at + 8), count: blob.readUInt32BE(at + 12) })
  }
  return { entries, store: blob.subarray(8 + count * entryLength) }
}

function strings(store: Buffer, entry: Entry | undefined): readonly string[] {
  const found: string[] = []
  let at = entry?.start ?? 0
  for (let index = 0; index < (entry?.count ?? 0); index++) {
    const end = store.indexOf(0, at)
    if (end < 0) throw new Error("a text without an end")
    found.push(store.toString("utf8", at, end))
    at = end + 1
  }
  return found
}

function numbers(store: Buffer, entry: Entry | undefined): readonly number[] {
  return Array.from({ length: Math.min(entry?.count ?? 0, store.length) }, (_, index) =>
    store.readUInt32BE((entry?.start ?? 0) + 4 * index),
  )
}

/** Reads a package's header. @throws Error, RangeError where it is damaged */
export function readRpmHeader(blob: Buffer): RpmPackage {
  const { entries, store } = entriesOf(blob)
  const text = (number: number): string => strings(store, entries.get(number))[0] ?? ""
  const [epoch = 0] = numbers(store, entries.get(tag.epoch))
  const folders = strings(store, entries.get(tag.folders))
  const folderNumbers = numbers(store, entries.get(tag.folderNumbers))
  return {
    name: text(tag.name),
    version: `${epoch === 0 ? "" : `${epoch}:`}${text(tag.version)}-${text(tag.release)}`,
    paths: strings(store, entries.get(tag.baseNames)).map(
      (name, index) => `${folders[folderNumbers[index] ?? 0] ?? "/"}${name}`,
    ),
  }
}
