/** A number field of a header, from `start` to `end`: octal text, or base-256 where its first bit is set (GNU, for what octal cannot hold). */
export function parseNumber(bytes: Buffer, start = 0, end = bytes.length): number {
  const first = bytes[start] ?? 0
  if (first & 0x80) {
    // The second bit is the sign of a number in two's complement, as GNU tar and Go read it.
    let value = first & 0x40 ? (first & 0x7f) - 0x80 : first & 0x7f
    for (let index = start + 1; index < end; index++) value = value * 256 + (bytes[index] ?? 0)
    return value
  }
  // By hand: an image has millions of these, and a regular expression takes most of the time of reading them.
  let at = start
  while (at < end && isBlank(bytes[at])) at++
  let value = 0
  for (let digit = digitAt(bytes, at); at < end && digit < 8; digit = digitAt(bytes, ++at)) value = value * 8 + digit
  return value
}

/** The same where a field holds a number and nothing else (`isNumber`), else -1. In one go for fields as most are: digits, then zero bytes. */
export function parseExactly(bytes: Buffer, start: number, end: number): number {
  let value = 0
  let at = start
  for (let digit = digitAt(bytes, at); at < end && digit < 8; digit = digitAt(bytes, ++at)) value = value * 8 + digit
  while (at < end && bytes[at] === 0) at++
  if (at === end) return value
  return isNumber(bytes, start, end) ? parseNumber(bytes, start, end) : -1
}

/** The octal digit at `at`; 8 or more where there is none. */
function digitAt(bytes: Buffer, at: number): number {
  return ((bytes[at] as number) - 0x30) >>> 0
}

/** Whether a field holds a number and nothing else: base-256, or octal digits between spaces and zero bytes. */
function isNumber(bytes: Buffer, start: number, end: number): boolean {
  if ((bytes[start] ?? 0) & 0x80) return true
  let from = start
  let to = end
  while (from < to && isBlank(bytes[from])) from++
  while (from < to && isBlank(bytes[to - 1])) to--
  for (let index = from; index < to; index++) {
    const byte = bytes[index] ?? 0
    if (byte < 0x30 || byte > 0x37) return false
  }
  return true
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0
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
