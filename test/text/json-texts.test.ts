import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { jsonTexts } from "../../lib/text/json-texts.ts"

const names = ["name", "version"] as const
const read = (json: string) => jsonTexts(Buffer.from(json), names)

/** Values with our names at any depth, and strings with whatever JSON escapes. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, 1.5e3, "", 'a"b\\', "{", "],", "ü\n\u0001", "name"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("name", "version", "x", 'na"me', "{"), tie("value"), { maxKeys: 4 }),
  ),
}))

describe("texts of a JSON object", () => {
  it("are what JSON.parse finds", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (document, indent) => {
        const isObject = typeof document === "object" && document !== null && !Array.isArray(document)
        const all = isObject ? Object.entries(document) : []
        const expected = all.filter(([name, text]) => names.some((each) => each === name) && typeof text === "string")
        expect(read(JSON.stringify(document, undefined, indent))).toEqual(Object.fromEntries(expected))
      }),
      { numRuns: 2000 },
    )
  })

  it("are found though something behind them is wrong, and none in what is no JSON", () => {
    expect(read('{"name":"a","version":"1", oh')).toEqual({ name: "a", version: "1" })
    expect(["", "name", '"name":"a"', '{"name', '{"name":"a', '{"name":"\\x"}', "{]"].map(read)).toEqual(
      Array.from({ length: 7 }, () => ({})),
    )
  })

  it("are never looked for behind the end of anything", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void jsonTexts(Buffer.from(bytes), names)))
  })
})
