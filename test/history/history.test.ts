import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { measureLedger } from "../../lib/budget/index.ts"
import {
  addToHistory,
  type HistoryEntry,
  historyMarkdown,
  historySvg,
  historyText,
  makeEntry,
  parseHistory,
  readHistoryFile,
  sparkline,
  trends,
} from "../../lib/history/index.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"

const entry = (image: string, day: number, unpackedBytes: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  version: 1,
  time: `2026-11-${String(day).padStart(2, "0")}T10:20:30.000Z`,
  image,
  unpackedBytes,
  ...more,
})
const entries = [
  entry("base", 1, 1_000_000_000, { label: "a1" }),
  entry("<b>\u001b[1m", 2, 5),
  entry("base", 3, 1_500_000_000, { compressedBytes: 400_000_000 }),
  entry("base", 9, 1_200_000_000, { label: "c3" }),
]

describe("an entry", () => {
  it("has the sizes of an image and of its steps", () => {
    const ledger = makeLedger({
      layers: [
        { step: "base", compressedBytes: 4 },
        { step: "pip", compressedBytes: 3 },
      ],
      rows: [
        { path: "a", bytes: 10 },
        { path: "b", bytes: 20, layer: 1 },
      ],
    })
    const facts = { image: "x", time: new Date("2026-11-01T10:20:30Z"), label: "abc" }
    expect(makeEntry(measureLedger(ledger), facts)).toEqual(
      entry("x", 1, 30, { label: "abc", compressedBytes: 7, layers: 2, steps: { base: 10, pip: 20 } }),
    )
    expect(() => makeEntry({ ref: "x", total: {} }, facts)).toThrow(/how large x is/)
  })
})

describe("a history file", () => {
  let folder = ""
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "strata-history-"))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it("is a line for each build, read oldest first whatever their order", async () => {
    const file = join(folder, "h.jsonl")
    expect(await readHistoryFile(file)).toEqual([])
    for (const each of [...entries].reverse()) await addToHistory(file, each)
    expect((await readFile(file, "utf8")).split("\n")).toHaveLength(5)
    expect(await readHistoryFile(file)).toEqual(entries)
  })

  it("says which lines are none", () => {
    const good = JSON.stringify(entries[0])
    expect(parseHistory(`${good}\r\n\n`, "h")).toEqual([entries[0]])
    for (const bad of [
      "<<<<<<< HEAD",
      '{"version":2}',
      good.replace("1000000000", "-1"),
      good.replace("10:20", "25:20"),
    ])
      expect(() => parseHistory(`${good}\n${bad}\n`, "h")).toThrow(
        expect.objectContaining({
          problems: [expect.objectContaining({ code: "invalid-document", at: { file: "h", line: 2 } })],
        }),
      )
  })

  it("fails clearly where it cannot be read or written", async () => {
    await writeFile(join(folder, "file"), "")
    await expect(readHistoryFile(folder)).rejects.toMatchObject({ code: "invalid-document" })
    await expect(addToHistory(join(folder, "file", "h"), entries[0] as HistoryEntry)).rejects.toMatchObject({
      code: "output-failed",
    })
  })
})

describe("trends", () => {
  it("are changes from build to build of each image, the last ones where so many are wanted", () => {
    const shown = trends(entries).map(({ image, points }) => [image, ...points.map(({ changeBytes }) => changeBytes)])
    expect(shown).toEqual([
      ["<b>\u001b[1m", undefined],
      ["base", undefined, 500_000_000, -300_000_000],
    ])
    expect(trends(entries, 1)[1]?.points.map(({ changeBytes }) => changeBytes)).toEqual([-300_000_000])
  })

  it("are drawn from the least to the most", () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█")
    expect(sparkline([5, 5])).toBe("▄▄")
    expect(sparkline([9, 1, 5])).toBe("█▁▅")
  })
})

describe("a history for people", () => {
  it("is a table and a chart", () => {
    expect(historyText(trends(entries))).toBe(
      [
        "<b>\\x1b[1m",
        "  time (UTC)          unpacked      change   compressed  build",
        "  2026-11-02 10:20         5 B",
        "  ▄  5 B",
        "",
        "base",
        "  time (UTC)          unpacked      change   compressed  build",
        "  2026-11-01 10:20     1.00 GB                           a1",
        "  2026-11-03 10:20     1.50 GB     +500 MB       400 MB",
        "  2026-11-09 10:20     1.20 GB     -300 MB               c3",
        "  ▁█▄  1.00 GB to 1.50 GB",
      ].join("\n"),
    )
  })

  it("is Markdown", () => {
    const text = historyMarkdown(trends(entries))
    expect(text).toContain("### `base` ▁█▄\n")
    expect(text).toContain("| 2026-11-03 10:20 | 1.50 GB | +500 MB | 400 MB |  |")
  })

  it("is a picture, from nothing upwards, with its words made safe", () => {
    const svg = historySvg(trends(entries))
    expect(svg).toContain('<text class="name" x="84" y="16">&lt;b&gt;\\x1b[1m</text>')
    // 2 of 8 days, and all of the height.
    expect(svg).toContain('<polyline points="84,240 239,200 704,224"/>')
    expect(svg).toContain("<title>2026-11-09 10:20, 1.20 GB, c3</title>")
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<b>/)
    expect(historySvg([])).not.toMatch(/NaN|Infinity/)
  })
})
