import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
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

test("prints a bake file with a target for each variant and a group for the distribution", () => {
  const bake = JSON.parse(strata(["print", "base", "--format=bake", "--os=debian12"]).stdout)
  expect(bake.group.debian12.targets).toEqual([
    "carbon-base-desktop-debian12",
    "carbon-base-minimal-debian12",
    "carbon-base-server-debian12",
  ])
})

test("writes files that a user can leave with", () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-print-"))
  try {
    expect(strata(["print", "base", "--os=debian12", "--out", folder]).status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual([
      "carbon-base-desktop-debian12.Dockerfile",
      "carbon-base-minimal-debian12.Dockerfile",
      "carbon-base-server-debian12.Dockerfile",
      "docker-bake.json",
    ])
    expect(readFileSync(join(folder, "carbon-base-server-debian12.Dockerfile"), "utf8")).toBe(
      golden("server-debian12.Dockerfile"),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test("prints another composition that the definition names, and says which there are", () => {
  const legacy = strata(["print", "base", "--variant=desktop", "--os=debian12", "--profile=phase1"])
  expect(legacy.status).toBe(0)
  expect(legacy.stdout).toContain("pipelines/carbon/legacy/")
  const wrong = strata(["print", "base", "--profile=phse1"])
  expect(wrong).toMatchObject({ status: 2, stdout: "" })
  expect(wrong.stderr).toContain("Did you mean 'phase1'?")
  expect(strata(["print", "examples/minimal/image.ts", "--profile=x"]).stderr).toContain("this image has none")
})
