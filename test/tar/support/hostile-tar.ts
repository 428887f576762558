import fc from "fast-check"
import { padded } from "../../../lib/tar/index.ts"

/** The header with the sum that its bytes have now. */
export function sealed(block: Buffer): Buffer {
  block.fill(" ", 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1")
  return block
}

/** Where a field stands in a header, and its length (POSIX ustar). */
const fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  sum: [148, 8],
  flag: [156, 1],
  link: [157, 100],
  magic: [257, 8],
  prefix: [345, 155],
  sparse: [386, 109],
} as const

const number = fc.oneof(
  fc.constantFrom("", "0", "777777777777", "-1", "0x10", "12x", " 1 2", "\x80".padEnd(12, "\x7f"), "\xff".repeat(12)),
  fc.nat({ max: 5000 }).map((value) => value.toString(8).padStart(11, "0")),
)
const path = fc.oneof(
  fc.constantFrom(
    "../../etc/passwd",
    "/etc/shadow",
    "a/../../b",
    "..",
    ".",
    "/",
    "//",
    "a//b/",
    "",
    "a\x1b[2Jb",
    "a\nb",
  ),
  fc.constantFrom("\xff\xfe", "n".repeat(100), ".wh.x", ".wh..wh..opq", "a/", "x/y/z", "self"),
)
const value = fc.oneof(number, path, fc.string({ unit: "binary-ascii", maxLength: 12 }))
const flags = fc.constantFrom(..."\x000123456789DKLMNSVXgxAZ")

/** A PAX record; its length is sometimes a lie. */
const record = fc
  .tuple(
    fc.constantFrom(
      "path",
      "linkpath",
      "size",
      "uid",
      "gid",
      "mtime",
      "comment",
      "GNU.sparse.major",
      "GNU.sparse.minor",
      "GNU.sparse.name",
      "GNU.sparse.realsize",
      "GNU.sparse.size",
      "GNU.sparse.map",
      "SCHILY.xattr.user.a",
      "",
    ),
    value,
    fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: -9, max: 99_999 })),
  )
  .map(([key, text, lie]) => {
    const rest = ` ${key}=${text}\n`
    let length = rest.length + 1
    while (`${length}`.length + rest.length !== length) length++
    return `${length + lie}${rest}`
  })

/** Headers and content that come as a whole. */
const block = fc
  .record({
    flag: flags,
    name: path,
    size: fc.oneof({ weight: 3, arbitrary: fc.constant("0") }, number),
    body: fc.oneof(
      fc.constant(""),
      fc.array(record, { maxLength: 3 }).map((all) => all.join("")),
      path,
    ),
    isHonest: fc.boolean(),
    link: path,
  })
  .map(({ flag, name, size, body, isHonest, link }) => {
    const header = Buffer.alloc(512)
    const said = isHonest ? body.length.toString(8).padStart(11, "0") : size
    for (const [key, text] of [
      ["name", name],
      ["mode", "0000644"],
      ["uid", "0000000"],
      ["gid", "0000000"],
      ["size", said],
      ["flag", flag],
      ["link", link],
    ] as const)
      header.write(text.slice(0, fields[key][1]), fields[key][0], "latin1")
    header.write("ustar\x0000", 257, "latin1")
    return Buffer.concat([sealed(header), Buffer.from(body.padEnd(padded(body.length), "\0"), "latin1")])
  })

/** One thing done to an archive. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant("field" as const),
    at: fc.nat(),
    field: fc.constantFrom(...(Object.keys(fields) as (keyof typeof fields)[])),
    text: fc.oneof(value, flags),
    isSealed: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), block }),
  fc.record({ kind: fc.constant("byte" as const), at: fc.nat(), byte: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("repeat" as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant("drop" as const), at: fc.nat() }),
)
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

export const changes = fc.array(change, { minLength: 1, maxLength: 4 })

/** Blocks of an archive that look like headers: fields are changed there and not in the middle of a file. */
function headersIn(bytes: Buffer): readonly number[] {
  const found: number[] = []
  for (let at = 0; at + 512 <= bytes.length; at += 512)
    if (bytes.toString("latin1", at + 257, at + 262) === "ustar") found.push(at)
  return found.length > 0 ? found : [0]
}

export function changed(original: Buffer, list: readonly Change[]): Buffer {
  let bytes: Buffer = Buffer.from(original)
  for (const each of list) {
    const headers = headersIn(bytes)
    const header = headers[each.at % headers.length] ?? 0
    if (bytes.length < 512) break
    switch (each.kind) {
      case "field": {
        const [start, length] = fields[each.field]
        bytes.fill(0, header + start, header + start + length)
        bytes.write(each.text.slice(0, length), header + start, "latin1")
        if (each.isSealed) sealed(bytes.subarray(header, header + 512))
        break
      }
      case "insert":
        bytes = Buffer.concat([bytes.subarray(0, header), each.block, bytes.subarray(header)])
        break
      case "byte":
        bytes[each.at % bytes.length] = each.byte
        break
      case "cut":
        bytes = bytes.subarray(0, each.at % bytes.length)
        break
      case "repeat": {
        const to = headers[each.to % headers.length] ?? 0
        const piece = bytes.subarray(header, header + 1024)
        bytes = Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to)])
        break
      }
      case "drop":
        bytes = Buffer.concat([bytes.subarray(0, header), bytes.subarray(header + 512)])
        break
    }
  }
  return bytes
}
