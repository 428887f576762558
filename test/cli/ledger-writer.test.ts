import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { ledgerWriter, ruleFolders } from "../../lib/cli/ledger-writer.ts"
import { root } from "./strata.ts"

/** All modules that a module loads, with itself: by its imports and by what it gives to workers. */
function loaded(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  if (file.endsWith(".json")) return found
  const imports = /(?:from|import|import\(|moduleBeside\()\s*"(\.[^"]+)"/g
  for (const [, name = ""] of readFileSync(join(root, file), "utf8").matchAll(imports))
    loaded(join(dirname(file), /\.(?:ts|json)$/.test(name) ? name : `${name}.ts`), found)
  return found
}

test("the writer of ledgers is known by every module that makes them", () => {
  const makers = ["lib/inspect/inspect-image.ts", "lib/ledger/decode-ledger.ts", "lib/registry/index.ts"]
  const modules = new Set(makers.flatMap((each) => [...loaded(each)]))
  expect(modules).toContain("lib/inspect/scan/scan-layer.ts")
  const isCovered = (module: string): boolean => ruleFolders.some((folder) => module.startsWith(`lib/${folder}/`))
  expect([...modules].filter((module) => !isCovered(module))).toEqual([])
})

test("the writer of ledgers has the version, and is the same as long as nothing changes", () => {
  expect(ledgerWriter()).toMatch(/^strata \d+\.\d+\.\d+ [0-9a-f]{16}$/)
})
