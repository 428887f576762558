/** A number field of a header: octal text, or base-256 where its first bit is set (GNU, for what octal cannot hold). */
export function parseNumber(field: Buffer): number {
  const first = field[0] ?? 0
  if (first & 0x80) {
    let value = first & 0x7f
    for (const byte of field.subarray(1)) value = value * 256 + byte
    return value
  }
  const digits = /^[ \0]*([0-7]+)/.exec(field.toString("latin1"))?.[1]
  return digits === undefined ? 0 : Number.parseInt(digits, 8)
}

/** The same for writing: octal with a closing zero byte where it fits, else base-256. */
export function formatNumber(value: number, length: number): Buffer {
  const octal = value.toString(8)
  if (octal.length < length) return Buffer.from(`${octal.padStart(length - 1, "0")}\0`, "latin1")
  const field = Buffer.alloc(length)
  let rest = value
  for (let index = length - 1; index > 0; index--) {
    field[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  field[0] = 0x80
  return field
}
