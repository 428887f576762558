import { expect, test } from "vitest"
import { loadedModules } from "./loaded-modules.ts"

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

/** What a module loads at once: types and `import()` are left. */
const imports = /^(?:import|export) (?!type )(?:[^"']*? from )?"([^"]+)"/gm

// It takes a tenth of a second to load.
test("a first look at an image loads nothing of zod", () => {
  const modules = new Set(firstLook.flatMap((each) => [...loadedModules(each, imports)]))
  expect(modules).toContain("lib/tar/tar-parser.ts")
  expect(modules).toContain("node:fs")
  expect([...modules].filter((module) => module === "zod")).toEqual([])
})
