import fc from "fast-check"
import { expect, test } from "vitest"
import { PathRules } from "../../../../lib/inspect/attribute/rules/path-rules.ts"
import { PathTable } from "../../../../lib/ledger/index.ts"

/** What a pattern means, in regular expressions. */
function expression(pattern: string): RegExp {
  const names = pattern
    .replace(/^\*\*\//, "")
    .replace(/\/\*\*$/, "")
    .split("/")
    .map((name) => name.replaceAll(".", String.raw`\.`).replace("*", "[^/]*").replace(/so$/, String.raw`so(?:\.\d+)*`))
  return new RegExp(
    `^${pattern.startsWith("**/") ? "(?:.*/)?" : ""}${names.join("/")}${pattern.endsWith("/**") ? "(?:/.*)?" : ""}$`,
  )
}

const name = fc.constantFrom("a", "b", "lib", "x.py", "x.so", "x.so.1.2", "lib.so.3", "y.py.1", "a.b", "ab")
const namePattern = fc.constantFrom("a", "b", "lib", "*.py", "*.so", "a*", "*", "x*.so", "lib*.so")
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"))
const pattern = fc
  .tuple(fc.boolean(), fc.array(namePattern, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([floats, names, deep]) => `${floats ? "**/" : ""}${names.join("/")}${deep ? "/**" : ""}`)

test("the first pattern that fits, as regular expressions have it", () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), fc.array(path, { maxLength: 20 }), (patterns, all) => {
      const paths = new PathTable()
      for (const one of all) paths.intern(one)
      const [matched] = new PathRules([patterns]).match(paths.data)
      for (let node = 1; node < paths.count; node++) {
        const text = paths.path(node)
        expect(`${text}: ${matched?.[node]}`).toBe(
          `${text}: ${patterns.findIndex((one) => expression(one).test(text)) + 1}`,
        )
      }
    }),
    { numRuns: 500 },
  )
})
