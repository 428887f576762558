import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { describe, expect, it } from "vitest"
import { root } from "./replay.ts"

/*
 * With a real engine: `DAGGER=PATH_OF_CLI npx vitest run test/module/engine.test.ts`. Where the engine is, the CLI finds
 * out itself (`_EXPERIMENTAL_DAGGER_RUNNER_HOST`, a container runtime).
 */
const cli = process.env.DAGGER
const why = cli ? "" : " (skipped: DAGGER names no CLI of Dagger, and no package registry has one)"
const minutes = 60_000

const run = promisify(execFile)

async function dagger(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return run(cli ?? "dagger", [...args], { cwd: root, maxBuffer: 1 << 28 })
}

describe.skipIf(!cli)(`the module on a real engine${why}`, () => {
  it("lists its functions with their texts", { timeout: 5 * minutes }, async () => {
    const { stdout } = await dagger("functions")
    for (const text of [
      "build-base",
      "build-compute",
      "build-tools",
      "build-all",
      "metrics",
      "check",
      "verify",
      "dockerfile",
      "publish",
      "Builds carbon-base",
    ])
      expect(stdout).toContain(text)
  })

  it("names the variants for one that does not exist", { timeout: 5 * minutes }, async () => {
    await expect(dagger("call", "build-base", "--variant=sever")).rejects.toThrow(/DESKTOP,MINIMAL,SERVER/)
  })

  it("ejects the files", { timeout: 5 * minutes }, async () => {
    const { stdout } = await dagger("call", "dockerfile", "--variant=server", "--os=debian12", "entries")
    expect(stdout).toContain("Dockerfile")
    expect(stdout).toContain("docker-bake.json")
  })

  it("builds an image and gives its metrics", { timeout: 30 * minutes }, async () => {
    const { stdout } = await dagger("call", "metrics", "--variant=server", "--os=debian12")
    expect(JSON.parse(stdout)).toMatchObject({ format: "strata.metrics", engine: { name: "dagger" } })
  })

  it("is used by another module", { timeout: 30 * minutes }, async () => {
    const { stdout } = await dagger(
      "call",
      "-m",
      "examples/dagger-module",
      "workstation",
      "file",
      "--path=/etc/motd",
      "contents",
    )
    expect(stdout).toContain("Ask the platform team.")
  })
})
