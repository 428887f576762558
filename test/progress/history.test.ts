import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { keepHistory, readHistory } from "../../lib/progress/index.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-history-"))
  vi.stubEnv("XDG_CACHE_HOME", folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test("what a build took is there for the next one, and steps that were cached keep their time", () => {
  expect(readHistory("a")).toEqual({ steps: {} })
  keepHistory("a", { seconds: 9, unpackedBytes: 100, steps: { apt: 8, copy: 1 } })
  keepHistory("b", { steps: { other: 1 } })
  keepHistory("a", { unpackedBytes: 120, steps: { copy: 2 } })
  expect(readHistory("a")).toEqual({ seconds: 9, unpackedBytes: 120, steps: { apt: 8, copy: 2 } })
  expect(readdirSync(join(folder, "strata"))).toEqual(["builds.json"])
})

test("a hundred images are kept; the one not built for the longest time goes", () => {
  for (let index = 0; index < 100; index++) keepHistory(`i${index}`, { seconds: index, steps: {} })
  keepHistory("i0", { seconds: 1000, steps: {} })
  keepHistory("new", { seconds: 1, steps: {} })
  expect(readHistory("i0").seconds).toBe(1000)
  expect(readHistory("i1").seconds).toBeUndefined()
  expect(readHistory("i2").seconds).toBe(2)
})

test.each(["not json", `{"version":99,"images":{"a":{"steps":{"x":1}}}}`])("a file with %s is none", (text) => {
  keepHistory("a", { steps: { x: 1 } })
  writeFileSync(join(folder, "strata/builds.json"), text)
  expect(readHistory("a")).toEqual({ steps: {} })
})

test("a cache that cannot be written fails no build", () => {
  vi.stubEnv("XDG_CACHE_HOME", "/dev/null")
  expect(() => keepHistory("a", { steps: {} })).not.toThrow()
})
