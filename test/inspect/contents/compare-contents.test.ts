import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, expect, it } from "vitest"
import { compareContents } from "../../../lib/inspect/contents/compare-contents.ts"
import { numberEqualRows } from "../../../lib/inspect/contents/equal-rows.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-compare-"))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = 300_000
/** Contents that differ nowhere, at their beginning, behind what is compared first, at their end, or in several places. */
const places = [0, 5000, 20_000, bytes - 1]
const change = fc.array(fc.constantFrom(...places), { maxLength: 2 })

function contentOf(changes: readonly number[]): Buffer {
  const content = Buffer.alloc(bytes, "content ")
  for (const place of changes) content[place] = 0
  return content
}

const nameOf = (changes: readonly number[]): string => [...new Set(changes)].sort().join(" ")

it("finds equal what is equal, in few and in many of one size, in one file and in several", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 14 }), { minLength: 1, maxLength: 2 }), async (layers) => {
      const file = join(folder, "tar")
      writeFileSync(file, Buffer.concat(layers.flat().map(contentOf)))
      const size = layers.flat().length * bytes
      const rivals = layers.flatMap((contents, layer) => contents.map((changes) => ({ layer, changes })))
      const [pairs] = [
        await compareContents({
          layers: layers.map((_, layer) => ({
            diffId: `sha256:${layer}`,
            source: { kind: "file", file, offset: 0, size },
          })),
          sets: [{ bytes, rivals: rivals.map(({ layer }, row) => ({ row, layer, offset: row * bytes, path: "" })) }],
        }),
      ]
      const same = numberEqualRows(rivals.length, pairs)
      const groups = new Map(rivals.map(({ changes }, row) => [nameOf(changes), same[row]]))
      expect(
        [...same].every((number, row) => number !== 0 && number === groups.get(nameOf(rivals[row]?.changes ?? []))),
      ).toBe(true)
      expect(new Set(same).size).toBe(groups.size)
    }),
    { numRuns: 60 },
  )
})

it("numbers rows that are equal by way of others alike", () => {
  const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 12 })
  fc.assert(
    fc.property(pairs, (some) => {
      // The plain way: sets that are joined.
      let sets: Set<number>[] = []
      for (const pair of some) {
        const joined = sets.filter((set) => pair.some((row) => set.has(row)))
        sets = [
          ...sets.filter((set) => !joined.includes(set)),
          new Set([...pair, ...joined.flatMap((set) => [...set])]),
        ]
      }
      const same = numberEqualRows(10, some)
      for (let row = 0; row < 10; row++)
        for (let other = 0; other < 10; other++)
          expect(same[row] !== 0 && same[row] === same[other]).toBe(sets.some((set) => set.has(row) && set.has(other)))
    }),
  )
})

it("says which layer has a file that is cut off", async () => {
  const file = join(folder, "short")
  writeFileSync(file, Buffer.alloc(10))
  const source = { kind: "file", file, offset: 0, size: 10 } as const
  const rivals = [0, 1].map((row) => ({ row, layer: 0, offset: 0, path: "" }))
  await expect(
    compareContents({ layers: [{ diffId: "sha256:cut", source }], sets: [{ bytes: 20, rivals }] }),
  ).rejects.toThrow("layer sha256:cut cannot be read")
})
