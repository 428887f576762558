import { expect, test } from "vitest"
import { ledgerWriter, ruleFolders } from "../../lib/cli/ledger-writer.ts"
import { loadedModules } from "./loaded-modules.ts"

/** By imports of any kind, and by what is given to workers. */
const imports = /(?:from|import|import\(|moduleBeside\()\s*"(\.[^"]+)"/g

test("the writer of ledgers is known by every module that makes them", () => {
  const makers = ["lib/inspect/inspect-image.ts", "lib/ledger/decode-ledger.ts", "lib/registry/index.ts"]
  const modules = new Set(makers.flatMap((each) => [...loadedModules(each, imports)]))
  expect(modules).toContain("lib/inspect/scan/scan-layer.ts")
  const isCovered = (module: string): boolean => ruleFolders.some((folder) => module.startsWith(`lib/${folder}/`))
  expect([...modules].filter((module) => !isCovered(module))).toEqual([])
})

test("the writer of ledgers has the version, and is the same as long as nothing changes", () => {
  expect(ledgerWriter()).toMatch(/^strata \d+\.\d+\.\d+ [0-9a-f]{16}$/)
})
