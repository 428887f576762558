import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { root } from "./strata.ts"

/** Modules that `strata inspect FILE` loads on a first look: by name, and as it goes on. */
const firstLook = [
  "lib/cli/main.ts",
  "lib/cli/actions/inspect.ts",
  "lib/engine/store/archive-image.ts",
  "lib/inspect/scan/scan-layer.ts",
  "lib/inspect/attribute/index.ts",
  "lib/inspect/waste/index.ts",
  "lib/report/inspection.ts",
  "lib/report/inspect-summary.ts",
  "lib/inspect/inspected-ledger.ts",
  "lib/ledger/ledger-cache.ts",
]

/** All modules that a module loads at once, and packages by their names. */
function loaded(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  const imports = /^(?:import|export) (?!type )(?:[^"']*? from )?"([^"]+)"/gm
  for (const [, name = ""] of readFileSync(join(root, file), "utf8").matchAll(imports)) {
    if (name.endsWith(".ts")) loaded(join(dirname(file), name), found)
    else found.add(name)
  }
  return found
}

// It takes a tenth of a second to load.
test("a first look at an image loads nothing of zod", () => {
  const modules = new Set(firstLook.flatMap((each) => [...loaded(each)]))
  expect(modules).toContain("lib/tar/tar-parser.ts")
  expect(modules).toContain("node:fs")
  expect([...modules].filter((module) => module === "zod")).toEqual([])
})
