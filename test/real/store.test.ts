import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage, type Metrics } from "../../lib/build/index.ts"
import { writeDockerArchive, writeOciLayout } from "../../lib/engine/export/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { openArchive, type StoredImage } from "../../lib/engine/store/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { apt, file, image, run } from "../../lib/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

/** Hard links, a file that is replaced, one that is deleted, long names, an odd owner: what makes sizes hard to get right. */
const definition = image("store-test", { os: "debian12" })
  .with(
    apt("git"),
    run(
      "mkdir -p /t/d && head -c 1000000 /dev/zero > /t/a && ln /t/a /t/b && head -c 5000 /dev/zero > /t/d/gone && chown 12345:54321 /t/a",
    ),
    run("rm /t/d/gone && head -c 300 /dev/zero > /t/a2 && mv /t/a2 /t/a"),
    file(`/t/${"long-name-".repeat(20)}`, "x\n"),
  )
  .toImage()

describe.skipIf(!canBuild)(`images in a real store ${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-store-"))
  let engine: Engine
  let metrics: Metrics
  let stored: StoredImage

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    metrics = await buildImage(definition, {
      engine: "embedded",
      contextDirectory: folder,
      tags: ["strata-test-store:1"],
    })
    stored = await engine.images.open("strata-test-store:1")
  })
  afterAll(async () => {
    await engine?.docker(["image", "rm", "strata-test-store:1"])
    rmSync(folder, { recursive: true, force: true })
  })

  it("opens by tag, by id and by the beginning of an id, and says so where there is none", async () => {
    const id = metrics.image.id
    for (const ref of [id, id.slice(7), id.slice(7, 19)]) expect((await engine.images.open(ref)).id).toBe(id)
    expect(`sha256:${createHash("sha256").update(stored.configBytes).digest("hex")}`).toBe(id)
    await expect(engine.images.open("no-such-image")).rejects.toMatchObject({ code: "engine-store" })
  })

  it("puts every layer's tar together so that its digest is its diff id", async () => {
    for (const layer of stored.layers) {
      const hash = createHash("sha256")
      let bytes = 0
      for await (const chunk of layer.tar()) {
        hash.update(chunk)
        bytes += chunk.length
      }
      expect(`sha256:${hash.digest("hex")}`).toBe(layer.diffId)
      expect(bytes).toBe((await layer.index()).tarBytes)
    }
  })

  it("lists the same entries as docker's own archive, read by another path", async () => {
    const archive = join(folder, "saved.tar")
    expect((await engine.docker(["image", "save", "--output", archive, "strata-test-store:1"])).exitCode).toBe(0)
    const saved = await openArchive(archive)
    expect(saved.id).toBe(stored.id)
    for (const [position, layer] of stored.layers.entries())
      expect((await saved.layers[position]?.index())?.entries).toEqual((await layer.index()).entries)
  })

  it("counts visible bytes as a walk of the root file system does", async () => {
    const created = await engine.docker(["create", "strata-test-store:1"])
    const container = created.stdout.trim()
    const root = join(folder, "root")
    mkdirSync(root)
    await engine.docker(["export", "--output", join(folder, "root.tar"), container])
    execFileSync("tar", ["-xf", join(folder, "root.tar"), "-C", root])
    await engine.docker(["rm", container])
    const walked = execFileSync("find", [root, "-type", "f", "-printf", "%i %s %P\n"], { encoding: "utf8" })
    // The engine adds these empty files to a container; they are in no image.
    const files = walked
      .split("\n")
      .filter((line) => line !== "" && !/ (\.dockerenv|etc\/(hostname|hosts|resolv\.conf)|dev\/console)$/.test(line))
    const byInode = new Map(files.map((line) => line.split(" ") as [string, string]))
    const total = [...byInode.values()].reduce((sum, size) => sum + Number(size), 0)
    expect(metrics.visibleBytes).toBe(total)
    expect(metrics.unpackedBytes).toBeGreaterThanOrEqual(metrics.visibleBytes + 5000 + 300)
  })

  it("writes a docker archive that docker loads as the same image", async () => {
    const archive = join(folder, "ours.tar")
    await writeDockerArchive(stored, archive, { tags: ["strata-test-store:loaded"] })
    expect((await engine.docker(["image", "load", "--input", archive])).stdout).toContain("strata-test-store:loaded")
    const inspected = await engine.docker(["image", "inspect", "--format", "{{.Id}}", "strata-test-store:loaded"])
    expect(inspected.stdout.trim()).toBe(stored.id)
    await engine.docker(["image", "rm", "strata-test-store:loaded"])
  })

  it.each(["none", "gzip"] as const)(
    "writes an OCI layout (%s) whose blobs are what their names say, and adds to one that exists",
    async (compression) => {
      const layout = join(folder, `oci-${compression}`)
      const report = await writeOciLayout(stored, layout, { compression, ref: "a" })
      await writeOciLayout(stored, layout, { compression, ref: "b" })
      const blobs = readdirSync(join(layout, "blobs/sha256"))
      for (const blob of blobs)
        expect(
          createHash("sha256")
            .update(readFileSync(join(layout, "blobs/sha256", blob)))
            .digest("hex"),
        ).toBe(blob)
      const index = JSON.parse(readFileSync(join(layout, "index.json"), "utf8")) as {
        manifests: { digest: string; annotations: Record<string, string> }[]
      }
      expect(index.manifests.map(({ digest, annotations }) => [digest, Object.values(annotations)[0]])).toEqual([
        [report.manifest, "a"],
        [report.manifest, "b"],
      ])
      const compressed = report.layers.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0)
      if (compression === "gzip") expect(compressed).toBeLessThan(metrics.unpackedBytes)
    },
  )

  it("leaves a folder alone that is no OCI layout", async () => {
    const foreign = join(folder, "foreign")
    mkdirSync(foreign)
    writeFileSync(join(foreign, "precious"), "x")
    await expect(writeOciLayout(stored, foreign, { compression: "none" })).rejects.toMatchObject({
      code: "output-failed",
    })
    expect(readdirSync(foreign)).toEqual(["precious"])
  })

  it("leaves nothing half made where the output cannot be written", async () => {
    await expect(writeDockerArchive(stored, "/dev/full/x.tar", { tags: [] })).rejects.toMatchObject({
      code: "output-failed",
    })
    const full = join(folder, "full")
    mkdirSync(full)
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", full])
    try {
      await expect(writeOciLayout(stored, join(full, "oci"), { compression: "none" })).rejects.toMatchObject({
        code: "output-failed",
        problems: [{ fix: expect.stringContaining("free room") }],
      })
      await expect(writeDockerArchive(stored, join(full, "x.tar"), { tags: [] })).rejects.toMatchObject({
        code: "output-failed",
      })
      expect(readdirSync(full)).toEqual([])
    } finally {
      execFileSync("umount", [full])
    }
  })
})
