/*
 * /etc/ld.so.cache as ldconfig(8) writes it since glibc 2.2 (dl-cache.h): a header, entries of 24 bytes with offsets of
 * two texts, and the texts. Before glibc 2.32 it came after one of the old form.
 */
const magic = "glibc-ld.so.cache1.1"
const headerSize = 48
const entrySize = 24
/** A desktop has about two thousand. */
const mostEntries = 200_000

/** Name that programs ask for -> paths, in the cache's order. Empty where the bytes are no such cache. */
export function parseLdCache(bytes: Buffer): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const start = bytes.indexOf(magic, 0, "latin1")
  if (start < 0 || bytes.length < start + headerSize) return found
  const count = Math.min(bytes.readUInt32LE(start + 20), mostEntries)
  const text = (offset: number): string => {
    const from = start + offset
    const end = bytes.indexOf(0, from)
    return end < 0 ? "" : bytes.toString("utf8", from, end)
  }
  for (let index = 0; index < count; index++) {
    const at = start + headerSize + index * entrySize
    if (at + entrySize > bytes.length) break
    const name = text(bytes.readUInt32LE(at + 4))
    const path = text(bytes.readUInt32LE(at + 8))
    const known = found.get(name)
    if (known) known.push(path)
    else found.set(name, [path])
  }
  return found
}
