import fc from "fast-check"
import { expect, test } from "vitest"
import { printable } from "../../lib/text/printable.ts"

test("controls and marks of direction are written as escapes", () => {
  expect(printable("a\u001b[31mb\n\u0085\u202ec")).toBe("a\\x1b[31mb\\x0a\\x85\\u202ec")
})

test("other text stays as it is", () => {
  expect(printable("usr/share/Ünïcödé 漢字 🦀")).toBe("usr/share/Ünïcödé 漢字 🦀")
})

test("nothing that comes out is a control or format character that moves text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/\p{Cc}|\p{Zl}|\p{Zp}/u.test(printable(text))))
})
