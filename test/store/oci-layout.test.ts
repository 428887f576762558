import { execFileSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { type ExportProgress, writeOciLayout } from "../../lib/engine/export/index.ts"
import { openOciLayout, type StoredImage, type StoredLayer } from "../../lib/engine/store/index.ts"
import { imageOfLayers, layerOfTar } from "./image-of-tars.ts"
import { packers, plain } from "./packers.ts"
import { tarOf } from "./tar-of.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-oci-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let places = 0
function freshPlace(): string {
  return join(folder, `oci-${places++}`)
}

const base = layerOfTar(tarOf({ "etc/a": "a".repeat(100_000) }))
const top = layerOfTar(tarOf({ "etc/b": randomBytes(5000), ".wh.x": "" }))
const other = layerOfTar(tarOf({ "etc/c": "c" }))

function namesIn(layout: string): readonly (string | undefined)[] {
  const index = JSON.parse(readFileSync(join(layout, "index.json"), "utf8")) as {
    manifests: { annotations?: Record<string, string> }[]
  }
  return index.manifests.map(({ annotations }) => annotations?.["org.opencontainers.image.ref.name"])
}

function blobsIn(layout: string): readonly string[] {
  return readdirSync(join(layout, "blobs/sha256")).sort()
}

/** Blobs are what their names say, and nothing else lies about. */
function expectSound(layout: string): void {
  expect(readdirSync(layout).sort()).toEqual(["blobs", "index.json", "oci-layout"])
  for (const name of blobsIn(layout)) {
    const bytes = readFileSync(join(layout, "blobs/sha256", name))
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(name)
  }
}

async function expectSame(opened: StoredImage, image: StoredImage): Promise<void> {
  expect(opened.id).toBe(image.id)
  expect(opened.configBytes.equals(image.configBytes)).toBe(true)
  expect(opened.layers.map(({ diffId }) => diffId)).toEqual(image.layers.map(({ diffId }) => diffId))
  for (const layer of opened.layers) {
    const hash = createHash("sha256")
    for await (const chunk of layer.tar()) hash.update(chunk)
    expect(`sha256:${hash.digest("hex")}`).toBe(layer.diffId)
  }
}

/** A layer whose bytes are not what its id says. */
function damagedLayer(): StoredLayer {
  const whole = layerOfTar(tarOf({ d: "d".repeat(200_000) }))
  return {
    ...whole,
    async *tar() {
      for await (const chunk of whole.tar()) yield chunk.fill(1, 0, 1)
    },
  }
}

describe("writeOciLayout", () => {
  it.for([plain, ...packers])(
    "writes a layout that gives the image back ($compression)",
    async ({ compression, missing }, { skip }) => {
      skip(missing, "the command zstd is not installed")
      const layout = freshPlace()
      const image = imageOfLayers([base, top])
      const seen: ExportProgress[] = []
      const report = await writeOciLayout(image, layout, { compression, ref: "a", onProgress: (now) => seen.push(now) })
      expectSound(layout)
      await expectSame(await openOciLayout(layout), image)
      await expectSame(await openOciLayout(layout, "a"), image)
      const tarBytes = (await Promise.all(image.layers.map((layer) => layer.index()))).map((index) => index.tarBytes)
      expect(report.layers.map((layer) => layer.tarBytes)).toEqual(tarBytes)
      expect(report.layers.map((layer) => layer.unpackedBytes)).toEqual([100_000, 5000])
      const sizes = report.layers.map(
        ({ digest }) => readFileSync(join(layout, "blobs", digest.replace(":", "/"))).length,
      )
      expect(report.layers.map((layer) => layer.compressedBytes)).toEqual(sizes)
      if (compression !== "none") expect(sizes[0]).toBeLessThan(1000)
      const totalBytes = tarBytes.reduce((sum, bytes) => sum + bytes, 0)
      expect(seen.at(-1)).toEqual({ doneBytes: totalBytes, totalBytes })
    },
  )

  it("writes a layer once that the image has twice", async () => {
    const layout = freshPlace()
    const image = imageOfLayers([base, top, base])
    const report = await writeOciLayout(image, layout, { compression: "none" })
    expectSound(layout)
    expect(report.layers.map(({ diffId }) => diffId)).toEqual([base.diffId, top.diffId, base.diffId])
    expect(blobsIn(layout).length).toBe(4)
    await expectSame(await openOciLayout(layout), image)
  })

  it("takes a folder with a slash at its end, one that is empty, and one whose parents are missing", async () => {
    const empty = freshPlace()
    mkdirSync(empty)
    const [slash, deep] = [freshPlace(), join(freshPlace(), "x/y")]
    for (const place of [empty, `${slash}/`, deep]) {
      await writeOciLayout(imageOfLayers([base]), place, { compression: "none" })
      expectSound(place)
    }
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([])
  })

  it("adds an image, and keeps layers that are there instead of reading them again", async () => {
    const layout = freshPlace()
    const [shared, own] = [layerOfTar(tarOf({ s: "s".repeat(9000) })), layerOfTar(tarOf({ o: "o" }))]
    await writeOciLayout(imageOfLayers([shared]), layout, { compression: "gzip", ref: "a" })
    expect(shared.reads).toBe(1)
    const report = await writeOciLayout(imageOfLayers([shared, own]), layout, { compression: "gzip", ref: "b" })
    expect(report.layers.map(({ reused }) => reused)).toEqual([true, false])
    expect(shared.reads).toBe(1)
    expect(namesIn(layout)).toEqual(["a", "b"])
    expectSound(layout)
    await expectSame(await openOciLayout(layout, "b"), imageOfLayers([shared, own]))
    // Another compression is another blob.
    const unpacked = await writeOciLayout(imageOfLayers([shared]), layout, { compression: "none", ref: "c" })
    expect(unpacked.layers[0]?.digest).toBe(shared.diffId)
    // A blob that is cut short is no blob.
    writeFileSync(join(layout, "blobs", shared.diffId.replace(":", "/")), "short")
    await writeOciLayout(imageOfLayers([shared]), layout, { compression: "none", ref: "c" })
    expectSound(layout)
  })

  it("replaces the image of the same name, and removes what only that one had", async () => {
    const layout = freshPlace()
    await writeOciLayout(imageOfLayers([base, top]), layout, { compression: "none", ref: "a" })
    await writeOciLayout(imageOfLayers([base]), layout, { compression: "none", ref: "b" })
    await writeOciLayout(imageOfLayers([other]), layout, { compression: "none", ref: "a" })
    expect(namesIn(layout)).toEqual(["b", "a"])
    const digests = blobsIn(layout).map((name) => `sha256:${name}`)
    expect(digests).toContain(base.diffId)
    expect(digests).not.toContain(top.diffId)
    expect(digests.length).toBe(6)
    await expectSame(await openOciLayout(layout, "b"), imageOfLayers([base]))
  })

  it("leaves nothing of a new layout, and an old one as it was, where a layer is damaged", async () => {
    const image = imageOfLayers([base, damagedLayer()])
    const layout = freshPlace()
    for (const compression of ["none", "gzip"] as const) {
      await expect(writeOciLayout(image, layout, { compression })).rejects.toMatchObject({
        code: "engine-store",
        message: expect.stringContaining("came out of the store as sha256:"),
      })
      expect(readdirSync(folder).filter((name) => name.startsWith(layout.slice(folder.length + 1)))).toEqual([])
    }
    await writeOciLayout(imageOfLayers([top]), layout, { compression: "none", ref: "a" })
    const before = blobsIn(layout)
    await expect(writeOciLayout(image, layout, { compression: "none", ref: "a" })).rejects.toThrow()
    expect(blobsIn(layout)).toEqual(before)
    expectSound(layout)
    const empty = freshPlace()
    mkdirSync(empty)
    await expect(writeOciLayout(image, empty, { compression: "none" })).rejects.toThrow()
    expect(readdirSync(empty)).toEqual([])
  })

  it("refuses a folder that holds something else, even one called blobs, and a file", async () => {
    const [foreign, file] = [freshPlace(), freshPlace()]
    mkdirSync(join(foreign, "blobs"), { recursive: true })
    writeFileSync(join(foreign, "blobs/precious"), "x")
    writeFileSync(file, "x")
    for (const place of [foreign, file])
      await expect(writeOciLayout(imageOfLayers([base]), place, { compression: "none" })).rejects.toMatchObject({
        code: "output-failed",
        problems: [{ fix: expect.stringContaining("name a folder") }],
      })
    expect(readdirSync(join(foreign, "blobs"))).toEqual(["precious"])
  })

  it("stops when it is told to, and removes what a killed export has left", async () => {
    const layout = freshPlace()
    const stop = new AbortController()
    const options = { compression: "none", signal: stop.signal, onProgress: () => stop.abort() } as const
    await expect(writeOciLayout(imageOfLayers([base]), layout, options)).rejects.toMatchObject({ code: "interrupted" })
    const dead = execFileSync("sh", ["-c", "echo $$"]).toString().trim()
    for (const pid of [dead, process.pid]) mkdirSync(`${layout}.${pid}-99.partial`)
    await writeOciLayout(imageOfLayers([base]), layout, { compression: "none" })
    expect(existsSync(`${layout}.${dead}-99.partial`)).toBe(false)
    expect(existsSync(`${layout}.${process.pid}-99.partial`)).toBe(true)
  })
})

describe("openOciLayout", () => {
  it("says what there is where a name is missing or there is a choice", async () => {
    const layout = freshPlace()
    await writeOciLayout(imageOfLayers([base]), layout, { compression: "none", ref: "a" })
    await writeOciLayout(imageOfLayers([top]), layout, { compression: "none", ref: "b" })
    for (const ref of [undefined, "c"])
      await expect(openOciLayout(layout, ref)).rejects.toMatchObject({
        code: "engine-store",
        problems: [{ fix: "it has: a, b" }],
      })
    await expect(openOciLayout(folder)).rejects.toMatchObject({ code: "engine-store" })
  })
})
