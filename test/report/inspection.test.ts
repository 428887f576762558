import fc from "fast-check"
import { createColors } from "picocolors"
import { describe, expect, it } from "vitest"
import { categories, rowStates } from "../../lib/ledger/index.ts"
import { formatInspection, inspectionMarkdown, inspectionSchema, toInspection } from "../../lib/report/index.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"
import { sampleLedger, sampleWaste } from "./support/sample.ts"

const inspection = toInspection(sampleLedger, sampleWaste)

describe("what inspect prints as JSON", () => {
  it("is what its schema takes, and nothing more", () => {
    expect(inspectionSchema.parse(JSON.parse(JSON.stringify(inspection)))).toEqual(inspection)
    expect(() => inspectionSchema.parse({ ...inspection, more: 1 })).toThrow()
  })

  it("has the image's figures", () => {
    expect(inspection).toMatchObject({
      unpackedBytes: 3_252_000_300,
      visibleBytes: 1_652_000_000,
      hiddenBytes: 1_600_000_300,
      compressedBytes: 1900,
      entries: 7,
    })
  })

  it("puts layers of one step together, heaviest first", () => {
    expect(inspection.steps.map(({ step, layers, unpackedBytes }) => [step, layers, unpackedBytes])).toEqual([
      ['run("chown | -R")', [3], 1_650_000_000],
      ["venv(torch)", [2], 1_600_100_000],
      ["base", [0, 1], 1_900_300],
    ])
  })

  it("names folders two levels deep, and what nobody owns", () => {
    expect(inspection.folders.map(({ path }) => path)).toEqual(["opt/venv", "srv", "usr/lib", "etc", "usr"])
    expect(inspection.unowned).toMatchObject({ unpackedBytes: 50_000_300, entries: 3 })
    expect(inspection.unowned.folders.map(({ path }) => path)).toEqual(["srv", "etc", "usr"])
  })

  it("has no compressed size where a layer's is not known, and no waste where nobody looked", () => {
    const plain = toInspection(makeLedger({ layers: [{ step: "a", compressedBytes: 1 }, { step: "b" }], rows: [] }))
    expect(plain).not.toHaveProperty("compressedBytes")
    expect(plain).not.toHaveProperty("waste")
  })

  it("lists the heaviest files", () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({ path: `f${index}`, bytes: (index * 7919) % 5003 }))
    const heaviest = [...rows].sort((a, b) => b.bytes - a.bytes).slice(0, 100)
    expect(toInspection(makeLedger({ rows })).files.map(({ path }) => path)).toEqual(heaviest.map(({ path }) => path))
  })

  const row = fc.record({
    path: fc
      .array(fc.constantFrom("usr", "lib", "a", "b"), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join("/")),
    bytes: fc.nat(1_000_000),
    layer: fc.nat(2),
    package: fc.nat(2),
    category: fc.constantFrom(...categories),
    state: fc.constantFrom(...rowStates),
  })

  it("loses nothing: each list sums to the image", () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { layers, packages } = sampleLedger
        const made = toInspection(makeLedger({ layers, packages: packages.slice(1), rows }))
        const { unpackedBytes, entries } = made
        for (const list of [made.layers, made.steps, made.packages, made.ecosystems, made.categories, made.folders]) {
          expect(list.reduce((sum, each) => sum + each.unpackedBytes, 0)).toBe(unpackedBytes)
          expect(list.reduce((sum, each) => sum + each.entries, 0)).toBe(entries)
        }
        expect(made.visibleBytes + made.hiddenBytes).toBe(unpackedBytes)
      }),
    )
  })
})

describe("the summary for a terminal", () => {
  it("shows the heaviest first, what they are a share of, and where they come from", () => {
    expect(formatInspection(inspection, { top: 1 })).toBe(
      [
        "work:1: 3.25 GB unpacked in 4 layers, 1.65 GB visible, 1.9 kB compressed, 7 entries",
        "1.60 GB (49 %) can go",
        "",
        "Steps",
        '     1.65 GB  51 %  run("chown | -R")  image.ts:9',
        "     1.60 GB  49 %  2 smaller",
        "",
        "Packages",
        "     3.20 GB  98 %  torch 2.4.1 (python, opt/venv)",
        "     51.9 MB   2 %  2 smaller",
        "",
        "Categories",
        "     3.20 GB  98 %  library",
        "     50.1 MB   2 %  3 smaller",
        "",
        "Folders",
        "     3.20 GB  98 %  /opt/venv",
        "     51.9 MB   2 %  3 smaller",
        "",
        "Unowned",
        "       50 MB   2 %  /srv",
        "       300 B  <1 %  /etc",
        "",
        "Waste",
        "     1.60 GB  49 %  1 file of opt/venv written again with the same content  image.ts:9",
        "                    Set the owner where the files are made.",
        "                    1 more",
      ].join("\n"),
    )
  })

  it("fits the terminal and lets nothing of an image steer it", () => {
    const path = `srv/${"long".repeat(50)}/\u001b[31m\nfile`
    const text = formatInspection(toInspection(makeLedger({ ref: "a\u001b]0;x", rows: [{ path, bytes: 9 }] })), {
      width: 60,
    })
    expect(
      text
        .split("\n")
        .slice(1)
        .every((line) => line.length <= 60),
    ).toBe(true)
    expect(text).toContain("a\\x1b]0;x: 9 B unpacked in 1 layer, 9 B visible, 1 entry\n")
    expect(text).not.toContain("\u001b")
  })

  it("breaks a long remedy at blanks", () => {
    const remedy = "Set owner and mode where the files are made, not in a step of its own after it."
    const waste = { ...sampleWaste, findings: sampleWaste.findings.map((finding) => ({ ...finding, remedy })) }
    const text = formatInspection(toInspection(sampleLedger, waste), { width: 60 })
    const margin = " ".repeat(20)
    expect(text).toContain(
      [`${margin}Set owner and mode where the files are`, `${margin}made, not in a step of its own after it.`].join(
        "\n",
      ),
    )
  })

  it("is coloured where it may be", () => {
    expect(formatInspection(inspection, { colours: createColors(true) })).toContain("\u001b[1mSteps")
  })
})

describe("the comment for a pull request", () => {
  it("is tables that nothing of an image can break", () => {
    const text = inspectionMarkdown(inspection)
    expect(text).toContain("### `work:1`: 3.25 GB unpacked\n")
    expect(text).toContain('| 1.65 GB | 51 % | `run("chown \\| -R")` `image.ts:9` |\n')
    const rows = text.split("\n").filter((line) => line.startsWith("|"))
    expect(rows.every((line) => line.replaceAll("\\|", "").split("|").length === 5)).toBe(true)
  })
})
