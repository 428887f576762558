import fc from "fast-check"
import { expect, test } from "vitest"
import { parseStanzas, type Stanza } from "../../../lib/inspect/attribute/dpkg/parse-stanzas.ts"

const fields = new Set(["Package", "Version"])

/** The same as deb822(5) says it: paragraphs between empty lines, lines of fields, lines that go on. */
function paragraphs(text: string): readonly Stanza[] {
  return text
    .split(/\n\n+/)
    .map((paragraph) =>
      paragraph.split("\n").flatMap((line) => /^([A-Z][A-Za-z-]*):(.*)$/.exec(line)?.slice(1, 3) ?? []),
    )
    .map((flat) =>
      Object.fromEntries(flat.flatMap((name, at) => (at % 2 ? [] : [[name, (flat[at + 1] ?? "").trim()]]))),
    )
    .map((stanza) => Object.fromEntries(Object.entries(stanza).filter(([name]) => fields.has(name))))
    .filter((stanza) => Object.keys(stanza).length > 0)
}

test("is what the paragraphs say", () => {
  const line = fc.constantFrom(
    "",
    "",
    "Package: a",
    "Package: b ",
    "Version:1:2",
    "Versions: 3",
    "Priority: x",
    " Package: c",
    "P",
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join("\n")
      expect(parseStanzas(text, fields)).toEqual(paragraphs(text))
    }),
    { numRuns: 3000 },
  )
})
