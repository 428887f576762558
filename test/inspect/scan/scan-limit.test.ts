import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, afterEach, describe, expect, it, vi } from "vitest"
import type { StoredImage } from "../../../lib/engine/store/index.ts"
import { readImage } from "../../../lib/inspect/read-image.ts"
import { scanLayer } from "../../../lib/inspect/scan/scan-layer.ts"
import { scanLimit } from "../../../lib/inspect/scan/scan-limit.ts"
import { scanStream } from "../../../lib/inspect/scan/scan-stream.ts"
import { indexArchive, padded, writeHeader } from "../../../lib/tar/index.ts"
import { imageOfLayers, layerOfTar } from "../../store/image-of-tars.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-limit-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

function headers(count: number, from = 0): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, number) => writeHeader(`f/${from + number}`, 0)))
}

const end = Buffer.alloc(1024)
const layerOf = (...parts: readonly Buffer[]) => layerOfTar(Buffer.concat([...parts, end]))
const entriesOf = async (image: StoredImage, maxEntries?: number) =>
  (await readImage(image, maxEntries === undefined ? {} : { maxEntries })).rows.path.length

const tooLarge = (what: string) =>
  expect.objectContaining({ code: "image-too-large", message: expect.stringContaining(what) })

describe("the limit of an image", () => {
  it("counts entries of a layer, and takes as many as it says", async () => {
    const image = imageOfLayers([layerOf(headers(3000))])
    expect(await entriesOf(image, 3000)).toBe(3000)
    await expect(entriesOf(image, 2999)).rejects.toEqual(tooLarge("more than 2,999 files"))
  })

  it("counts entries of all layers together", async () => {
    const image = imageOfLayers([layerOf(headers(2000)), layerOf(headers(2000, 2000))])
    expect(await entriesOf(image, 4000)).toBe(4000)
    await expect(entriesOf(image, 3999)).rejects.toEqual(tooLarge("more than 3,999 files"))
  })

  it("comes from the environment where nobody says it", async () => {
    const image = imageOfLayers([layerOf(headers(3000))])
    expect(await entriesOf(image)).toBe(3000)
    vi.stubEnv("STRATA_MAX_ENTRIES", "1000")
    await expect(entriesOf(image)).rejects.toEqual(tooLarge("more than 1,000 files"))
    vi.stubEnv("STRATA_MAX_ENTRIES", "many")
    await expect(entriesOf(image)).rejects.toMatchObject({ code: "invalid-option" })
  })

  it("counts the bytes of paths", async () => {
    const limit = { ...scanLimit(), pathBytes: 20_000 }
    async function* long() {
      for (let number = 0; number < 1000; number++) yield writeHeader(`${"x".repeat(90)}${number}`, 0)
    }
    await expect(scanStream(long(), limit)).rejects.toEqual(tooLarge("more than 20,000 bytes of paths"))
  })

  it("counts the bytes of databases that are kept", async () => {
    const limit = { ...scanLimit(), contentBytes: 50_000 }
    const status = Buffer.alloc(padded(6000), "x")
    async function* many() {
      for (let number = 0; number < 10; number++) {
        yield writeHeader("var/lib/dpkg/status", 6000)
        yield status
      }
    }
    await expect(scanStream(many(), limit)).rejects.toEqual(tooLarge("more than 50,000 bytes in the databases"))
  })

  it("ends a stream of headers that has no end", async () => {
    let given = 0
    async function* endless() {
      for (; ; given++) yield headers(100)
    }
    await expect(scanStream(endless(), scanLimit(10_000))).rejects.toEqual(tooLarge("10,000"))
    expect(given).toBeLessThan(110)
  })

  it("holds for layers on disk: plain, and packed a thousand times smaller", async () => {
    const tar = Buffer.concat([...Array.from({ length: 50 }, () => headers(1000)), end])
    const packed = gzipSync(tar)
    expect(tar.length / packed.length).toBeGreaterThan(50)
    for (const bytes of [tar, packed]) {
      const file = join(folder, "layer")
      writeFileSync(file, bytes)
      const source = { kind: "file", file, offset: 0, size: bytes.length } as const
      const task = { diffId: "sha256:x", source }
      expect((await scanLayer({ ...task, limit: scanLimit(50_000) }))?.scan.kind.length).toBe(50_000)
      await expect(scanLayer({ ...task, limit: scanLimit(49_999) })).rejects.toEqual(tooLarge("49,999"))
    }
  })
})

it("an archive of more members than images have is not listed to its end", () => {
  const file = join(folder, "archive")
  writeFileSync(file, Buffer.concat([headers(1000), end]))
  expect(indexArchive(file, 0, undefined, 1000)).toHaveLength(1000)
  expect(() => indexArchive(file, 0, undefined, 999)).toThrow("more than 999 files")
})
