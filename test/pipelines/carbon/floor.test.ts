import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { floorOf } from "../../../bench/carbon/floor.ts"
import { parseRemoved, wantedPackages } from "../../../bench/carbon/unneeded-packages.ts"
import { categories, type Ecosystem, rowStates } from "../../../lib/ledger/index.ts"
import base from "../../../pipelines/carbon/base.ts"
import { type MadeRow, makeLedger } from "../../ledger/support/make-ledger.ts"

const names = ["git", "libx", "spare"] as const
const packages = names.map((name) => ({ ecosystem: "dpkg" as Ecosystem, name }))
const isNeeded = ({ name }: { name: string }): boolean => name !== "spare"

function floor(rows: readonly MadeRow[], same: readonly number[] = []) {
  const ledger = makeLedger({ packages, rows })
  return floorOf({ ledger, same: Uint32Array.from(rows, (_, row) => same[row] ?? 0) }, isNeeded)
}

describe("the floor of an image", () => {
  it("is what needed packages bring, each content once, and says of the rest why it is not", () => {
    const { bytes, above } = floor(
      [
        { path: "usr/bin/git", bytes: 1, package: 1 },
        { path: "usr/lib/git-core/git", bytes: 1, package: 1 },
        { path: "usr/share/doc/git/README", bytes: 2, package: 1, category: "documentation" },
        { path: "usr/share/doc/git/copyright", bytes: 4, package: 1, category: "documentation" },
        { path: "usr/bin/spare", bytes: 8, package: 3 },
        { path: "var/cache/x", bytes: 16, package: 2, category: "cache" },
        { path: "opt/whose", bytes: 32 },
        { path: "usr/bin/git", bytes: 64, package: 1, state: "overwritten" },
        { path: "usr/local/lib/node_modules/a/README.md", bytes: 128, package: 1, category: "node-module" },
        { path: "usr/local/lib/node_modules/a/index.js", bytes: 256, package: 1, category: "node-module" },
      ],
      [7, 7],
    )
    expect(bytes).toBe(1 + 4 + 256)
    expect(above).toEqual({
      hidden: 64,
      "not needed": 8,
      "nobody's": 32,
      cache: 16,
      documentation: 2 + 128,
      twice: 1,
    })
  })

  it("loses no byte: the floor and what is above it are the image", () => {
    const row: fc.Arbitrary<MadeRow> = fc.record({
      path: fc.constantFrom("a", "b/copyright", "node_modules/c/x.md", "d"),
      bytes: fc.nat(1000),
      package: fc.nat(names.length),
      category: fc.constantFrom(...categories),
      state: fc.constantFrom(...rowStates),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.nat(3))), (all) => {
        const rows = all.map(([each]) => each)
        const { bytes, above } = floor(
          rows,
          all.map(([, same]) => same),
        )
        const sum = Object.values(above).reduce((total, each) => total + each, bytes)
        expect(sum).toBe(rows.reduce((total, each) => total + each.bytes, 0))
      }),
    )
  })

  it("begins at what the image names, CUDA of the distribution too", () => {
    const wanted = wantedPackages(base.image("server", "debian13"))
    expect(wanted).toEqual(expect.arrayContaining(["git", "python3", "libcublas12"]))
    expect(wanted).not.toContain("build-essential")
  })

  it("reads apt's own answer", () => {
    const answer = "Reading...\nRemv libfoo:i386 [1.2]\nRemv libbar [3:4-5] [x:amd64 ]\nInst nothing (1)\n"
    expect([...parseRemoved(answer)]).toEqual(["libfoo", "libbar"])
  })
})
