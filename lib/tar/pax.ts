/** Records of a PAX extended header: `LENGTH KEY=VALUE\n`, LENGTH counting the whole record in bytes (POSIX pax). */
export function parsePax(body: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  let offset = 0
  while (offset < body.length) {
    const space = body.indexOf(0x20, offset)
    if (space < 0) break
    const length = Number.parseInt(body.toString("latin1", offset, space), 10)
    if (!(length > 0)) break
    const record = body.toString("utf8", space + 1, offset + length - 1)
    const equals = record.indexOf("=")
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    offset += length
  }
  return records
}
