import fc from "fast-check"
import { expect, test } from "vitest"
import { PathTable } from "../../lib/ledger/index.ts"
import { PathNodesBuilder } from "../../lib/ledger/path-nodes.ts"

const name = fc.constantFrom("a", "b", "ab", "abc", "x.py", "é")
const path = fc.array(name, { maxLength: 5 }).map((names) => names.join("/"))

test("nodes of several readers get the numbers that their paths get one by one", () => {
  fc.assert(
    fc.property(fc.array(fc.array(path, { maxLength: 20 }), { maxLength: 4 }), (layers) => {
      const [plain, table] = [new PathTable(), new PathTable()]
      for (const paths of layers) {
        const builder = new PathNodesBuilder()
        const nodes = paths.map((each) => {
          // Somewhere in a buffer, as in a header.
          const bytes = Buffer.from(`./${each}/`)
          return builder.add(bytes, 2, bytes.length - 1)
        })
        const numbers = table.internNodes(builder.nodes)
        const found = nodes.map((node) => numbers[node])
        expect(found).toEqual(paths.map((each) => plain.intern(each)))
      }
      expect(table.data).toEqual(plain.data)
      // And the table goes on from there.
      for (const each of layers.flat()) expect(table.find(each)).toBe(plain.find(each))
    }),
    { numRuns: 500 },
  )
})
