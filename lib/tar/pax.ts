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
export type PaxRecords = ReadonlyMap<PaxKey, Buffer>

const known: ReadonlySet<string> = new Set<PaxKey>([
  "path",
  "linkpath",
  "size",
  "uid",
  "gid",
  "GNU.sparse.name",
  "GNU.sparse.size",
  "GNU.sparse.realsize",
])

function isKnown(key: string): key is PaxKey {
  return known.has(key)
}

const [space, equals, lineFeed] = [0x20, 0x3d, 0x0a]
/** Digits of a record's length. */
const mostDigits = 10

/**
 * Records of a PAX extended header: `LENGTH KEY=VALUE\n`, LENGTH counting the whole record in bytes (POSIX pax).
 * @returns undefined where they are none
 */
export function parsePax(body: Buffer): PaxRecords | undefined {
  const records = new Map<PaxKey, Buffer>()
  let offset = 0
  while (offset < body.length) {
    const afterLength = body.indexOf(space, offset) + 1
    if (afterLength === 0 || afterLength - offset > mostDigits + 1) return undefined
    const digits = body.toString("latin1", offset, afterLength - 1)
    const end = offset + Number(digits)
    if (!/^\d+$/.test(digits) || end <= afterLength || end > body.length || body[end - 1] !== lineFeed) return undefined
    const middle = body.indexOf(equals, afterLength)
    if (middle < 0 || middle >= end) return undefined
    const key = body.toString("latin1", afterLength, middle)
    const value = body.subarray(middle + 1, end - 1)
    if (isKnown(key)) {
      // No file system has such a path: Go's reader refuses it too.
      if (value.includes(0)) return undefined
      records.set(key, value)
    } else if (key.startsWith("SCHILY.xattr.")) records.set("xattrs", value)
    offset = end
  }
  return records
}
