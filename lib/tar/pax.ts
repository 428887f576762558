/** What is read of PAX records; `xattrs` stands for any `SCHILY.xattr.*`. All others are left out, so that nobody can fill the memory with them. */
export type PaxKey =
  | "path"
  | "linkpath"
  | "size"
  | "uid"
  | "gid"
  | "GNU.sparse.name"
  | "GNU.sparse.size"
  | "GNU.sparse.realsize"
  | "xattrs"

/** Values are bytes: not every path is UTF-8. */
export type PaxRecords = { readonly [Key in PaxKey]?: Buffer }

interface KnownKey {
  readonly key: PaxKey
  readonly bytes: Buffer
}

/** The commonest first: a path that the header has no room for. */
const known: readonly KnownKey[] = (
  ["path", "linkpath", "size", "uid", "gid", "GNU.sparse.name", "GNU.sparse.size", "GNU.sparse.realsize"] as const
).map((key) => ({ key, bytes: Buffer.from(key) }))
const xattrPrefix = Buffer.from("SCHILY.xattr.")

/** Whether the bytes from `start` to `end` begin with `text`. */
function beginsWith(bytes: Buffer, start: number, end: number, text: Buffer): boolean {
  if (end - start < text.length) return false
  for (let index = 0; index < text.length; index++) if (bytes[start + index] !== text[index]) return false
  return true
}

/** The key from `start` to `end`, by its bytes: an image has such a record for each long path. */
function keyOf(body: Buffer, start: number, end: number): PaxKey | undefined {
  for (let index = 0; index < known.length; index++) {
    const { key, bytes } = known[index] as KnownKey
    if (bytes.length === end - start && beginsWith(body, start, end, bytes)) return key
  }
  return beginsWith(body, start, end, xattrPrefix) ? "xattrs" : undefined
}

const [space, equals, lineFeed, zero] = [0x20, 0x3d, 0x0a, 0x30]
/** Digits of a record's length. */
const mostDigits = 10

/**
 * Records of a PAX extended header: `LENGTH KEY=VALUE\n`, LENGTH counting the whole record in bytes (POSIX pax). Values
 * are parts of `body`.
 * @returns undefined where they are none
 */
export function parsePax(body: Buffer): PaxRecords | undefined {
  const records: { [Key in PaxKey]?: Buffer } = {}
  let offset = 0
  while (offset < body.length) {
    let at = offset
    let length = 0
    for (let digit = digitAt(body, at); digit < 10; digit = digitAt(body, ++at)) length = length * 10 + digit
    const digits = at - offset
    if (digits === 0 || digits > mostDigits || body[at] !== space) return undefined
    const end = offset + length
    if (end <= at + 1 || end > body.length || body[end - 1] !== lineFeed) return undefined
    const keyStart = at + 1
    let middle = keyStart
    while (middle < end && body[middle] !== equals) middle++
    if (middle === end) return undefined
    const key = keyOf(body, keyStart, middle)
    if (key !== undefined) {
      const value = body.subarray(middle + 1, end - 1)
      // No file system has such a path: Go's reader refuses it too.
      if (key !== "xattrs" && value.includes(0)) return undefined
      records[key] = value
    }
    offset = end
  }
  return records
}

/** The digit at `at`; 10 or more where there is none. */
function digitAt(bytes: Buffer, at: number): number {
  return at < bytes.length ? ((bytes[at] as number) - zero) >>> 0 : 10
}
