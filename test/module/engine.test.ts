import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
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
// Behind a proxy that shows certificates of its own, build steps need them as Node does here.
const certificates = process.env.NODE_EXTRA_CA_CERTS
const secrets = certificates ? [`--ca-bundle=file:${certificates}`] : []

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

  // A function that cannot be called at all, e.g. for the name of an argument, fails here with another text.
  it.each(["build-base", "build-compute", "build-tools", "metrics", "check", "verify", "dockerfile", "publish"])(
    "%s names the variants for one that does not exist",
    { timeout: 5 * minutes },
    async (name) => {
      await expect(dagger("call", name, "--variant=sever")).rejects.toThrow(/DESKTOP,MINIMAL,SERVER/)
    },
  )

  it("ejects the files, with the places of the steps in the repository", { timeout: 5 * minutes }, async () => {
    const ejected = ["call", "dockerfile", "--variant=server", "--os=debian12"]
    expect((await dagger(...ejected, "entries")).stdout).toContain("docker-bake.json")
    const { stdout } = await dagger(...ejected, "file", "--path=Dockerfile", "contents")
    expect(stdout).toMatch(/: pipelines\/carbon\/base\.ts:\d+$/m)
  })

  it("names the profiles for one that does not exist, and how to mend it", { timeout: 5 * minutes }, async () => {
    const wrong = dagger("call", "build-base", "--profile=phase9", "image-ref")
    await expect(wrong).rejects.toThrow(/there is no profile 'phase9'[\s\S]*take one of phase1/)
  })

  it("builds an image and gives its metrics", { timeout: 30 * minutes }, async () => {
    const { stdout } = await dagger("call", "metrics", "--variant=server", "--os=debian12", ...secrets)
    expect(JSON.parse(stdout)).toMatchObject({ format: "strata.metrics", engine: { name: "dagger" } })
  })

  it("fails by a budget that is not kept, and says by how much", { timeout: 30 * minutes }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "strata-budget-"))
    const budget = join(folder, "budget.json")
    writeFileSync(budget, JSON.stringify({ total: "1 MB" }))
    try {
      const choice = [`--budget=${budget}`, "--variant=server", "--os=debian12", ...secrets]
      await expect(dagger("call", "check", ...choice)).rejects.toThrow(/over +total +1 MB unpacked/)
      const { stdout } = await dagger("call", "check", ...choice, "--as-json")
      expect(JSON.parse(stdout)).toMatchObject({ format: "strata.check", passed: false })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it("is used by another module", { timeout: 30 * minutes }, async () => {
    const { stdout } = await dagger(
      "call",
      "-m",
      "examples/dagger-module",
      "workstation",
      ...secrets,
      "file",
      "--path=/etc/motd",
      "contents",
    )
    expect(stdout).toContain("Ask the platform team.")
  })
})
