import fc from "fast-check"
import prettyBytes from "pretty-bytes"
import { describe, expect, it } from "vitest"
import { parseShare, parseSize } from "../../lib/budget/parse-size.ts"

describe("parseSize", () => {
  it.each([
    ["3.5 GB", 3_500_000_000],
    ["200 MiB", 209_715_200],
    ["200MiB", 209_715_200],
    ["1 kB", 1000],
    ["1 KB", 1000],
    ["0 B", 0],
    ["1.005 kB", 1005],
    ["0.1 TiB", 109_951_162_778],
    [7, 7],
  ])("%s", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes)
  })

  it.each([
    "",
    "3",
    "GB",
    "-1 GB",
    "3,5 GB",
    "3 gb",
    "3 Gb",
    "3 GB ",
    "1e3 B",
    "9999999999 TB",
    ".5 GB",
    "٣ GB",
    "5 %",
  ])("refuses '%s'", (text) => {
    expect(parseSize(text)).toBeUndefined()
  })

  it("reads what pretty-bytes writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), fc.boolean(), (bytes, binary) => {
        const text = prettyBytes(bytes, { binary, maximumFractionDigits: 3 })
        fc.pre(!/PB|PiB/.test(text))
        expect(Math.abs((parseSize(text) ?? Number.NaN) - bytes)).toBeLessThanOrEqual(bytes * 0.0006 + 1)
      }),
    )
  })
})

describe("parseShare", () => {
  it("is a number of the whole", () => {
    expect(["5 %", "0.5%", "100 %"].map(parseShare)).toEqual([0.05, 0.005, 1])
    expect(["5", "-5 %", "%", "5 GB"].map(parseShare)).toEqual([undefined, undefined, undefined, undefined])
  })
})
