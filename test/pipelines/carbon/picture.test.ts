import { describe, expect, it } from "vitest"
import { cases } from "../../../bench/carbon/cases.ts"
import { familyParts, reductionPicture } from "../../../bench/carbon/pictures/reduction-picture.ts"
import { stackedBars } from "../../../bench/carbon/pictures/stacked-bars.ts"
import { readResult } from "../../../bench/carbon/results.ts"
import { categories } from "../../../lib/ledger/index.ts"
import { families } from "../../../lib/report/html/families.ts"

const colours = ["#111111", "#eeeeee"] as const

/** Left edges and widths of what is drawn in a series' colour, its square in the legend left out. */
function drawn(svg: string, series: number): readonly (readonly [x: number, width: number])[] {
  const found = svg.matchAll(new RegExp(`class="s${series}" x="([\\d.]+)" y="\\d+" width="([\\d.]+)" height="16"`, "g"))
  return [...found].map(([, x, width]) => [Number(x), Number(width)] as const)
}

describe("the picture of the reduction", () => {
  it("draws bytes on one scale from nothing, a bar's parts end to end, and none for no bytes", () => {
    const svg = stackedBars(
      "sizes",
      [
        { name: "a", colours },
        { name: "b", colours },
      ],
      [
        { name: "one", bars: [{ name: "x", parts: [3e9, 1e9] }] },
        { name: "two", bars: [{ name: "y", parts: [0, 2e9] }] },
      ],
    )
    const [[a, wide] = [0, 0]] = drawn(svg, 0)
    const [first, second] = drawn(svg, 1)
    expect(drawn(svg, 0)).toHaveLength(1)
    expect(first?.[0]).toBeCloseTo(a + wide)
    expect(first?.[1]).toBeCloseTo(wide / 3)
    expect(second?.[0]).toBe(a)
    expect(second?.[1]).toBeCloseTo((wide * 2) / 3)
    expect(svg).toContain(">4.00 GB</text>")
  })

  it("makes words safe", () => {
    const svg = stackedBars("<&>", [{ name: "a<b", colours }], [{ name: "c&d", bars: [{ name: '"e"', parts: [1] }] }])
    expect(svg).toContain('aria-label="&lt;&amp;&gt;"')
    for (const text of ["a&lt;b", "c&amp;d", "&quot;e&quot;"]) expect(svg).toContain(`>${text}</text>`)
  })

  it("counts every category in one of the report's families", () => {
    const bytes = Object.fromEntries(categories.map((category, number) => [category, 2 ** number]))
    const parts = familyParts(bytes)
    expect(parts).toHaveLength(families.length)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(2 ** categories.length - 1)
    expect(parts.every((part) => part > 0)).toBe(true)
  })

  it("shows what was measured whole, in the colours of the report", () => {
    const categoriesOf: Readonly<Record<string, object>> = {
      "legacy-base-desktop": { header: 3e9 },
      "base-server": { program: 1e9 },
    }
    const svg = reductionPicture(({ id }) => {
      const categories = categoriesOf[id]
      const metrics = { unpackedBytes: 0, visibleBytes: 0, layers: [] }
      return categories && { date: "2026-11-24", metrics, categories }
    })
    expect(svg).toContain(">carbon-base</text>")
    expect(svg).not.toContain(">carbon-tools</text>")
    expect(svg.indexOf(">as it was</text>")).toBeLessThan(svg.indexOf(">now: server</text>"))
    expect(svg).toMatch(/\.s0\{fill:#[0-9a-f]{6}\}/)
  })

  it("is of ledgers whose categories add up to the image", () => {
    for (const which of cases) {
      const { categories, metrics } = readResult(which) ?? {}
      if (!categories || !metrics) continue
      const sum = Object.values(categories).reduce((total, bytes) => total + bytes, 0)
      expect(sum, which.id).toBe(metrics.unpackedBytes)
    }
  })
})
