import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { gzipSync } from "node:zlib"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { compress } from "../../lib/engine/export/compress.ts"
import { blobInMemory } from "../../lib/engine/store/blob.ts"
import { openArchive } from "../../lib/engine/store/index.ts"
import { plainTar } from "../../lib/engine/store/plain-tar.ts"
import { formatProblem, StrataError } from "../../lib/errors/index.ts"
import { changed, changes } from "../tar/support/hostile-tar.ts"
import { packers } from "./packers.ts"
import { tarOf } from "./tar-of.ts"

/** `STRATA_HOSTILE_ARCHIVES=20000` for all of them. */
const count = Number(process.env.STRATA_HOSTILE_ARCHIVES ?? 2000) / 4

const folder = mkdtempSync(join(tmpdir(), "strata-hostile-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}

const layers = [tarOf({ "etc/a": "a".repeat(600), ".wh.b": "" }), tarOf({ "etc/c": "c" })] as const
const config = Buffer.from(
  JSON.stringify({ rootfs: { diff_ids: layers.map(digestOf) }, history: [{ created_by: "x" }] }),
)

/** Archives as docker and others write them: plain and packed layers, and an OCI layout. */
function archives(): readonly Buffer[] {
  const [first, second] = layers
  const blobs = [first, gzipSync(second)]
  const name = (bytes: Buffer): string => `blobs/sha256/${digestOf(bytes).slice(7)}`
  const descriptor = (bytes: Buffer) => ({ digest: digestOf(bytes), size: bytes.length })
  const manifest = Buffer.from(JSON.stringify({ config: descriptor(config), layers: blobs.map(descriptor) }))
  const files = Object.fromEntries([config, manifest, ...blobs].map((bytes) => [name(bytes), bytes]))
  const docker = [{ Config: name(config), RepoTags: ["a:1"], Layers: blobs.map(name) }]
  const index = JSON.stringify({ manifests: [descriptor(manifest)] })
  return [tarOf({ "manifest.json": JSON.stringify(docker), ...files }), tarOf({ ...files, "index.json": index })]
}

/** Opens an archive and reads all of it. @returns what is said where that fails */
async function said(file: string): Promise<string> {
  try {
    const image = await openArchive(file)
    try {
      for (const layer of image.layers) {
        await layer.index()
        for await (const _ of layer.tar());
      }
    } finally {
      await image.close()
    }
    return ""
  } catch (error) {
    if (!(error instanceof StrataError)) throw error
    return error.problems.map(formatProblem).join("\n")
  }
}

describe(`${count} hostile image archives`, () => {
  const real = archives()
  const file = join(folder, "x.tar")

  it("are sound before anything is done to them", async () => {
    for (const bytes of real) {
      writeFileSync(file, bytes)
      expect(await said(file)).toBe("")
    }
  })

  it("end in an image or in a StrataError without control characters, and nothing is written", async () => {
    const garbled = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 8 })
    const sample = fc.record({ original: fc.nat({ max: real.length - 1 }), list: changes, bytes: garbled })
    await fc.assert(
      fc.asyncProperty(sample, async ({ original, list, bytes }) => {
        const archive = changed(real[original] ?? Buffer.alloc(0), list)
        for (const [at, byte] of bytes) if (archive.length > 0) archive[at % archive.length] = byte
        writeFileSync(file, archive)
        expect((await said(file)).replaceAll("\n", "")).not.toMatch(/\p{Cc}/u)
        expect(readdirSync(folder)).toEqual(["x.tar"])
      }),
      { numRuns: count },
    )
  }, 600_000)
})

describe("a bomb", () => {
  /** 256 MB of zeros, packed many times over: 1 GB unpacked. */
  const packed = gzipSync(Buffer.alloc(1 << 28))
  const bomb = Buffer.concat([packed, packed, packed, packed])

  it("is read through without being held", async () => {
    const before = process.memoryUsage().rss
    let bytes = 0
    let most = 0
    for await (const chunk of plainTar(blobInMemory(bomb))) {
      bytes += chunk.length
      most = Math.max(most, process.memoryUsage().rss)
    }
    expect(bytes).toBe(4 * 2 ** 28)
    // A tenth of what comes out, with room for a heap that is not collected yet.
    expect(most - before).toBeLessThan(200e6)
  })
})

describe("compressed bytes", () => {
  it.for(packers)(
    "that break off or are damaged are an error ($compression)",
    async ({ compression, missing }, { skip }) => {
      skip(missing, "the command zstd is not installed")
      async function* plain(): AsyncGenerator<Buffer> {
        yield Buffer.concat(Array.from({ length: 50_000 }, (_, number) => Buffer.from(`${number ** 3}`)))
      }
      const pieces: Buffer[] = []
      for await (const piece of compress(plain(), compression)) pieces.push(piece)
      const whole = Buffer.concat(pieces)
      const damaged = Buffer.from(whole)
      damaged.fill(0xaa, 20_000, 20_100)
      for (const bytes of [whole.subarray(0, whole.length - 20), damaged])
        await expect(buffer(Readable.from(plainTar(blobInMemory(bytes))))).rejects.toThrow()
    },
  )
})
