import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ExecError } from "@dagger.io/dagger"
import { parseOutput } from "strata-images/build"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import minimal from "../../examples/minimal/image.ts"
import service from "../../examples/node-service/image.ts"
import { daggerFailure } from "../../lib/build/dagger/failure.ts"
import { buildOnDagger } from "../../lib/build/dagger/index.ts"
import { StepFailure } from "../../lib/engine/build/step-failure.ts"
import { metricsSchema } from "../../lib/metrics/index.ts"
import { withRecorder } from "../backends/dagger/recorder.ts"
import { exporting, tarOf } from "../backends/dagger/write-tarball.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-dagger-test-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const layers = [tarOf({ a: "12345", b: "1" }), tarOf({ a: "123" })]

describe("buildOnDagger", () => {
  it("gives the metrics document and the output that buildImage gives", async () => {
    const output = parseOutput(`oci:${join(folder, "out")},compression=gzip`)
    const metrics = await withRecorder(
      ({ client }) => buildOnDagger(client, minimal.toImage(), { contextDirectory: folder, output }),
      exporting(layers),
    )
    expect(metricsSchema.parse(metrics)).toEqual(metrics)
    expect(metrics).toMatchObject({
      engine: { name: "dagger" },
      unpackedBytes: 9,
      visibleBytes: 4,
      compression: "gzip",
      output: { kind: "oci", path: join(folder, "out") },
      image: { tags: [] },
    })
    expect(readdirSync(join(folder, "out"))).toContain("index.json")
  })

  it("loads the image into this machine's runtime for a tag, and only then", async () => {
    const asked = (tags: readonly string[]) =>
      withRecorder(async ({ client, queries }) => {
        const metrics = await buildOnDagger(client, minimal.toImage(), { contextDirectory: folder, tags })
        return { tags: metrics.image.tags, query: queries.find((query) => query.includes("exportImage")) }
      }, exporting(layers))
    expect(await asked([])).toEqual({ tags: [], query: undefined })
    const tagged = await asked(["mine:1"])
    expect(tagged.tags).toEqual(["mine:1"])
    expect(tagged.query).toContain('exportImage(name: "mine:1")')
  })

  it("gives the context without what .dockerignore names", async () => {
    writeFileSync(join(folder, ".dockerignore"), "# mine\nnode_modules\n\n!keep\r\n")
    const context = await withRecorder(async ({ client, queries }) => {
      await buildOnDagger(client, service.image(undefined, undefined), { contextDirectory: folder })
      return queries.find((query) => query.includes("host {"))
    }, exporting(layers))
    expect(context).toContain(`path: "${folder}"\n`)
    expect(context).toContain(`exclude: ["node_modules", "!keep"]`)
  })
})

describe("daggerFailure", () => {
  const image = minimal.toImage()
  const stage = image.stages.find(({ ops }) => ops.some(({ kind }) => kind === "exec"))
  const op = stage?.ops.find((one) => one.kind === "exec")
  const failed = (script: string) =>
    new ExecError("it failed", { cmd: ["/bin/sh", "-c", script], exitCode: 7, stdout: "out", stderr: "line\nno git\n" })

  it("says which step failed and where the user wrote it", () => {
    const error = daggerFailure(failed(`export A\n${op?.script}`), image)
    expect(error).toBeInstanceOf(StepFailure)
    expect(error.exitCode).toBe(2)
    expect(error.problems[0]).toMatchObject({
      code: "step-failed",
      message: `${op?.origin.step} in stage '${stage?.name}' failed with exit code 7`,
      detail: "line\nno git",
      at: op?.origin.at,
    })
  })

  it("names the command where no step ran it", () => {
    expect(daggerFailure(failed("other"), image).message).toBe("the command /bin/sh -c other failed with exit code 7")
  })

  it("tells a registry's failure from others", () => {
    expect(daggerFailure(new Error("failed to resolve source metadata for x"), image).code).toBe("base-unavailable")
    // As v0.21.8 says it.
    const said =
      'failed to resolve image "registry.example/library/debian:trixie-slim" (platform: "linux/amd64"): registry.example/library/debian:trixie-slim: not found'
    expect(daggerFailure(new Error(said), image)).toMatchObject({
      code: "base-unavailable",
      message: "the base 'registry.example/library/debian:trixie-slim' cannot be had from its registry",
    })
    expect(daggerFailure(new Error("client has no supported api for loading image"), image)).toMatchObject({
      code: "output-failed",
      problems: [{ fix: expect.stringContaining("leave --tag out") }],
    })
    expect(daggerFailure(new Error("no exporter"), image)).toMatchObject({
      code: "build-failed",
      problems: [{ detail: "no exporter" }],
    })
  })
})
