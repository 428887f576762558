import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { matchPaths, PathTable } from "../../lib/ledger/index.ts"

const names = fc.array(fc.constantFrom("a", "ab", "b", "a.b", "*", "a\nb"), { minLength: 1, maxLength: 4 })
const pattern = fc.array(fc.constantFrom("a", "ab", "*", "?", "a*", "*b", "**", "a.b"), { minLength: 1, maxLength: 4 })

/** The oracle: the same meaning by recursion over the lists of names. */
function matches(path: readonly string[], parts: readonly string[]): boolean {
  const [part, ...restParts] = parts
  if (part === undefined) return true // at the path, or below it
  if (part === "**") return matches(path, restParts) || (path.length > 0 && matches(path.slice(1), parts))
  const [first, ...rest] = path
  return first !== undefined && fits(first, part) && matches(rest, restParts)
}

function fits(name: string, part: string): boolean {
  const [first, ...rest] = part
  if (first === undefined) return name === ""
  if (first === "*") return fits(name, rest.join("")) || (name !== "" && fits(name.slice(1), part))
  return name !== "" && (first === "?" || first === name[0]) && fits(name.slice(1), rest.join(""))
}

describe("matchPaths", () => {
  it("means what a plain recursion means", () => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 12 }), pattern, (paths, parts) => {
        const table = new PathTable()
        const ids = paths.map((each) => table.intern(each.join("/")))
        const matched = matchPaths(table, parts.join("/"))
        for (const [index, path] of paths.entries())
          expect([path, matched[ids[index] ?? 0]]).toEqual([path, matches(path, parts) ? 1 : 0])
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ["/usr/lib/", ["usr/lib", "usr/lib/x.so"]],
    ["usr/*/x.so", ["usr/lib/x.so"]],
    ["**/*.so", ["usr/lib/x.so"]],
    ["**/lib", ["usr/lib", "usr/lib/x.so"]],
    ["usr/li?", ["usr/lib", "usr/lib/x.so"]],
    ["us", []],
    ["", ["usr", "usr/lib", "usr/lib/x.so", "usrx"]],
  ])("%s", (text, expected) => {
    const table = new PathTable()
    for (const path of ["usr/lib/x.so", "usrx"]) table.intern(path)
    const matched = matchPaths(table, text)
    expect(["usr", "usr/lib", "usr/lib/x.so", "usrx"].filter((path) => matched[table.find(path) ?? 0])).toEqual(
      expected,
    )
  })

  it("refuses a pattern with more parts than it has bits", () => {
    expect(() => matchPaths(new PathTable(), "a/".repeat(32))).toThrow(RangeError)
    expect(() => matchPaths(new PathTable(), "a/".repeat(31))).not.toThrow()
  })
})
