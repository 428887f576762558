import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { root, strata } from "./strata.ts"

const golden = (file: string): string => readFileSync(join(root, "test/golden/carbon-base", file), "utf8")
const chosen = ["--variant=server", "--os=debian12"]

test("prints the Dockerfile and nothing else, every time the same", () => {
  const first = strata(["print", "base", ...chosen])
  expect(first).toEqual({ status: 0, stdout: golden("server-debian12.Dockerfile"), stderr: "" })
  expect(strata(["print", "base", ...chosen])).toEqual(first)
})

test("prints the definition with the lines and columns of the user's own file", () => {
  expect(strata(["print", "base", ...chosen, "--format=ir"]).stdout).toBe(golden("server-debian12.ir.json"))
})

test("says what it took for what was left out", () => {
  const { stderr } = strata(["print", "base"])
  expect(stderr).toBe(
    "taking --variant=desktop (of desktop, minimal, server) and --os=ubuntu22.04 (of ubuntu22.04, debian12, debian13)\n",
  )
})
