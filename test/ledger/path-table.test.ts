import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PathTable } from "../../lib/ledger/index.ts"

/** Names as a file system has them: any bytes but `/` and NUL, few enough to meet, or long. */
const name = fc.oneof(
  fc.constantFrom("usr", "lib", "a", "ä").map((text) => Uint8Array.from(Buffer.from(text))),
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
  fc.uint8Array({ minLength: 200, maxLength: 400 }),
)
const safe = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.map((byte) => (byte === 0x2f || byte === 0 ? 0x41 : byte)))
const path = fc.array(name.map(safe), { maxLength: 5 })
const joined = (names: readonly Buffer[]): Buffer =>
  Buffer.concat(names.flatMap((each, index) => (index === 0 ? [each] : [Buffer.from("/"), each])))
const key = (names: readonly Buffer[]): string => joined(names).toString("latin1")

/** The oracle: a plain Map of whole paths, each with all its folders, numbered as they first come. */
function model(paths: readonly (readonly Buffer[])[]): Map<string, number> {
  const numbers = new Map<string, number>([["", 0]])
  for (const names of paths)
    for (let length = 1; length <= names.length; length++) {
      const folder = key(names.slice(0, length))
      if (!numbers.has(folder)) numbers.set(folder, numbers.size)
    }
  return numbers
}

function check(table: PathTable, paths: readonly (readonly Buffer[])[]): void {
  const numbers = model(paths)
  expect(table.count).toBe(numbers.size)
  for (const names of paths) {
    const bytes = joined(names)
    const id = numbers.get(key(names))
    expect(table.findBytes(bytes)).toBe(id)
    expect(table.path(id ?? -1)).toBe(names.map((each) => each.toString("utf8")).join("/"))
    expect(table.parent(id ?? -1)).toBe(numbers.get(key(names.slice(0, -1))) ?? 0)
    for (const ancestor of numbers.values()) {
      const above = names.some((_, length) => numbers.get(key(names.slice(0, length))) === ancestor)
      expect(table.isWithin(id ?? -1, ancestor)).toBe(above || ancestor === id)
    }
  }
}

describe("PathTable", () => {
  it("is a Map of paths, whatever bytes names are", () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 20 }), fc.array(path, { maxLength: 5 }), (paths, others) => {
        const table = new PathTable()
        const numbers = model(paths)
        for (const names of paths) expect(table.internBytes(joined(names))).toBe(numbers.get(key(names)))
        check(table, paths)
        for (const names of others) expect(table.findBytes(joined(names))).toBe(numbers.get(key(names)))
      }),
    )
  })

  it("comes back from its arrays and can be added to", () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), fc.array(path, { maxLength: 12 }), (paths, more) => {
        const before = new PathTable()
        for (const names of paths) before.internBytes(joined(names))
        const after = PathTable.from(before.data)
        check(after, paths)
        for (const names of more) after.internBytes(joined(names))
        check(after, [...paths, ...more])
      }),
    )
  })

  it("grows past its first arrays", () => {
    const table = new PathTable()
    const paths = Array.from({ length: 20_000 }, (_, index) => `d${index % 100}/${"n".repeat(20)}${index}`)
    const ids = paths.map((each) => table.intern(each))
    expect(new Set(ids).size).toBe(paths.length)
    expect(ids.map((id) => table.path(id))).toEqual(paths)
    expect(PathTable.from(table.data).find("d7/nowhere")).toBeUndefined()
  })

  it("finds children and what is below a folder", () => {
    const table = new PathTable()
    const id = table.intern("usr/lib/x")
    const usr = table.child(0, "usr") ?? -1
    expect(table.path(usr)).toBe("usr")
    expect(table.child(usr, "share")).toBeUndefined()
    expect(table.findBytes(Buffer.from("lib/x"), 0, 5, usr)).toBe(id)
    expect(table.name(0)).toBe("")
  })
})
