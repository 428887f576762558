import fc from "fast-check"
import prettyBytes from "pretty-bytes"
import { describe, expect, it } from "vitest"
import { formatBytes } from "../../lib/report/index.ts"
import { formatShare } from "../../lib/report/share.ts"

const powers = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 } as const
const isUnit = (unit: string): unit is keyof typeof powers => unit in powers

function read(text: string): { readonly bytes: number; readonly unit: string } {
  const [number = "", unit = ""] = text.split(" ")
  if (!isUnit(unit)) throw new Error(text)
  // Digits of the number times a power of ten, so that nothing is lost to binary fractions.
  return { bytes: Math.round(Number(number) * powers[unit]), unit }
}

const sizes = fc.oneof(fc.nat(3000), fc.nat(3_000_000), fc.nat(2_000_000_000), fc.maxSafeNat())

describe("bytes for people", () => {
  it("have a digit or two after the point, and never a thousand of a unit", () => {
    const shown = [0, 999, 1000, 1999, 999_999, 1_049_999, 999_999_999, 1e9, 30_694_027_776, 999_999_999_999]
    expect(shown.map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1 kB",
      "1.9 kB",
      "999.9 kB",
      "1 MB",
      "999.9 MB",
      "1.00 GB",
      "30.69 GB",
      "999.99 GB",
    ])
  })

  it("are what pretty-bytes says with so many digits", () => {
    fc.assert(
      fc.property(sizes, (bytes) => {
        const [minimumFractionDigits, maximumFractionDigits] = bytes >= 1e9 ? [2, 2] : [0, 1]
        expect(formatBytes(bytes)).toBe(prettyBytes(bytes, { minimumFractionDigits, maximumFractionDigits }))
      }),
      { numRuns: 1000 },
    )
  })

  it("are at most the bytes, at least ten elevenths of them, and in the same order", () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const { bytes } = read(formatBytes(a))
        expect(bytes).toBeLessThanOrEqual(a)
        expect(bytes * 1.1).toBeGreaterThanOrEqual(a)
        if (a <= b) expect(bytes).toBeLessThanOrEqual(read(formatBytes(b)).bytes)
      }),
    )
  })

  it("of parts sum to no more than their whole, where they are in its unit", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(3_000_000), fc.nat(5e9)), { minLength: 2, maxLength: 20 }), (parts) => {
        const whole = read(formatBytes(parts.reduce((sum, part) => sum + part, 0)))
        const shown = parts.map((part) => read(formatBytes(part))).filter(({ unit }) => unit === whole.unit)
        expect(shown.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(whole.bytes)
      }),
    )
  })
})

it("a share is 0 % of nothing and 100 % of all only", () => {
  expect([formatShare(0, 5), formatShare(1, 0), formatShare(5, 5)]).toEqual(["0 %", "0 %", "100 %"])
  expect([formatShare(1, 1000), formatShare(999, 1000), formatShare(445, 1000)]).toEqual(["<1 %", ">99 %", "45 %"])
})
