import { execFileSync } from "node:child_process"
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compileDagger, figures, measureContainer, quickMeasure } from "strata-images/dagger"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { metricsSchema } from "../../lib/metrics/index.ts"
import { withRecorder } from "./dagger/recorder.ts"
import { tarOf, writeTarball } from "./dagger/write-tarball.ts"
import { matrix } from "./matrix.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-measure-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const image = matrix.find(({ name }) => name === "copy-files")?.image
if (image === undefined) throw new Error("no case")

describe("measureContainer", () => {
  it.each([false, true])("gives the metrics document from the exported layers (compressed: %s)", async (compressed) => {
    const layers = [tarOf({ a: "12345", b: "1" }), tarOf({ a: "123" })]
    let blobs: readonly number[] = []
    const metrics = await withRecorder(
      ({ client }) =>
        measureContainer(client, compileDagger(client, image, { baseImage: "mine:1" }), image, {
          compressed,
          temporaryFolder: folder,
          baseImage: "mine:1",
        }),
      (field, query) => {
        const path = /export\(path: "([^"]+)"/.exec(query)?.[1]
        if (field !== "export" || path === undefined) return undefined
        expect(query).toContain(`forcedCompression: ${compressed ? "Gzip" : "Uncompressed"}`)
        blobs = writeTarball(path, layers, compressed)
        return path
      },
    )
    expect(metricsSchema.parse(metrics)).toEqual(metrics)
    expect(metrics).toMatchObject({
      engine: { name: "dagger" },
      bases: [{ ref: "mine:1", source: "registry" }],
      unpackedBytes: 9,
      visibleBytes: 4,
      layers: [{ unpackedBytes: 6 }, { unpackedBytes: 3 }],
    })
    expect(metrics.compressedBytes).toBe(compressed ? (blobs[0] ?? 0) + (blobs[1] ?? 0) : undefined)
    expect(metrics.steps.every((step) => step.seconds === undefined && step.cached === undefined)).toBe(true)
    // The tarball is gone.
    expect(readdirSync(folder).filter((name) => name.startsWith("strata-dagger-"))).toEqual([])
  })
})

describe("quickMeasure", () => {
  it("runs a scanner over the root file system, and its script counts as documented", async () => {
    const { script, result } = await withRecorder(
      async ({ client, queries }) => {
        const result = await quickMeasure(client, compileDagger(client, image), "debian:bookworm-slim")
        const scan = queries.find((query) => query.includes("/strata-scan")) ?? ""
        const text = /args: \["\/bin\/sh", "-c", ("(?:[^"\\]|\\.)*")\]/.exec(scan)?.[1] ?? '""'
        return { script: JSON.parse(text) as string, result }
      },
      (field) => (field === "stdout" ? "5000000000 3" : undefined),
    )
    expect(result).toEqual({ visibleBytes: 5_000_000_000, files: 3, tarballBytes: 1 })

    mkdirSync(join(folder, "sub"))
    writeFileSync(join(folder, "a"), "12345")
    writeFileSync(join(folder, "sub/same size"), "12345")
    linkSync(join(folder, "a"), join(folder, "sub/link"))
    const output = execFileSync("/bin/sh", ["-c", script.replaceAll("/strata-scan", folder)], { encoding: "utf8" })
    expect(output).toBe("10 2")
  })
})

it("docs/dagger.md has the table of figures as it is", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/dagger.md"), "utf8")
  for (const { figure, exact, from } of figures)
    expect(text).toContain(`| ${figure} | ${exact ? "yes" : "no"} | ${from} |`)
})
