import { expect, test } from "vitest"
import { StrataError } from "../../lib/errors/index.ts"
import { quote, quoteAll } from "../../lib/shell/index.ts"

test.each([
  ["git", "git"],
  ["libssl3=3.0.11-1~deb12u2", "'libssl3=3.0.11-1~deb12u2'"],
  ["/opt/conda/bin:/usr/bin", "/opt/conda/bin:/usr/bin"],
  ["--no-install-recommends", "--no-install-recommends"],
  ["", "''"],
  ["a b", "'a b'"],
  ["it's", "'it'\\''s'"],
  ["$HOME", "'$HOME'"],
  ["~", "'~'"],
  ["*", "'*'"],
  ["a\nb", "'a\nb'"],
])("%j is %s: readable where it can be", (text, word) => {
  expect(quote(text)).toBe(word)
})

test("several words", () => {
  expect(quoteAll(["a", "b c", ""])).toBe("a 'b c' ''")
  expect(quoteAll([])).toBe("")
})

test("a zero byte is refused, since no word can hold one", () => {
  expect(() => quote("a\0b")).toThrow(StrataError)
  expect(() => quoteAll(["a", "\0"])).toThrow(/zero byte: "\\u0000"/)
})
