import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { commands } from "../../lib/cli/commands/index.ts"
import { root, strata } from "./strata.ts"

describe("wrong use ends with 2 and names what was meant", () => {
  test.each<[line: string, said: string]>([
    ["build base --variant=sever", "Did you mean 'server'?"],
    ["build base --os=debian21", "Did you mean 'debian12'?"],
    ["build bse", "Did you mean 'base'?"],
    ["biuld base", "Did you mean 'build'?"],
    ["engine statsu", "Did you mean 'status'?"],
    ["build base --varient=server", "Did you mean '--variant'?"],
    ["build base --engine=dokcer", "Did you mean 'docker'?"],
    ["build base --output=nowhere", "--output=oci:DIR"],
    ["build base --all-variants --tag=x", "--tag and --all-variants"],
    ["build ./missing.ts", "there is no module './missing.ts'"],
    ["build base --all-variants --variant=server", "leave one of them out"],
    ["build base --variant=server --cache-to=gha", "local:DIR"],
    ["completion bsh", "Did you mean 'bash'?"],
    ["build", "<image> is missing"],
  ])("strata %s", (line, said) => {
    const { status, stdout, stderr } = strata(line.split(" "))
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" })
    expect(stderr).toContain(said)
    expect(stderr).toContain("see: docs/errors/")
  })
})

test("where no engine can be used it ends with 3, and says what would help", () => {
  const env = { DOCKER_HOST: "unix:///nowhere.sock" }
  const { status, stderr } = strata(["build", "base", "--variant=server", "--os=debian12", "--engine=docker"], { env })
  expect(status).toBe(3)
  expect(stderr).toMatch(/error\[engine-unavailable\].*\n {2}fix: docker: /)
})

test("everything that is wrong is said at once", () => {
  const { stderr } = strata(["build", "base", "--variant=sever", "--os=debian21"])
  expect(stderr).toContain("error[unknown-variant]")
  expect(stderr).toContain("error[unknown-os]")
})

test("with --json an error is the one document on standard output", () => {
  const { status, stdout } = strata(["build", "base", "--variant=sever", "--json"])
  expect(status).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    format: "strata.error",
    version: 1,
    exitCode: 2,
    problems: [{ code: "unknown-variant" }],
  })
})

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string }
  expect(strata(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" })
})

test("help lists every command, and each has examples", () => {
  const { status, stdout } = strata(["--help"])
  expect(status).toBe(0)
  for (const { name, examples } of commands) {
    expect(stdout).toContain(`  ${name}`)
    expect(examples.length).toBeGreaterThan(0)
  }
  expect(strata(["build", "--help"]).stdout).toContain("Examples:")
})
