import { execFileSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import { classicStore } from "../../../lib/engine/store/classic-store.ts"
import type { StoredImage, StoredLayer } from "../../../lib/engine/store/index.ts"
import { type ContentFacts, collectContentFacts } from "../../../lib/inspect/contents/index.ts"
import type { ImageFiles } from "../../../lib/inspect/image-files.ts"
import { readImage } from "../../../lib/inspect/read-image.ts"
import { makeElf } from "../../elf/support/make-elf.ts"
import { makeClassicStore } from "../../store/classic-store-of.ts"
import { imageOfLayers, layerOfTar } from "../../store/image-of-tars.ts"
import { packers } from "../../store/packers.ts"
import { tarOf } from "../../store/tar-of.ts"
import { hasPython, whyNoPython } from "../../support/has-python.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-contents-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** Content that looks like no other of its size. */
function content(bytes: number, seed: string): Buffer {
  const pieces = Array.from({ length: Math.ceil(bytes / 32) }, (_, index) =>
    createHash("sha256").update(`${seed} ${index}`).digest(),
  )
  return Buffer.concat(pieces).subarray(0, bytes)
}

const large = 70_000
const model = content(3_000_000, "model")
const library = makeElf({
  soname: "libcublas.so.12",
  needed: ["libc.so.6"],
  fatbins: [[{ form: "sm", capability: 80, payload: 72_000 }]],
})

const layers: readonly Readonly<Record<string, string | Buffer>>[] = [
  {
    "etc/ld.so.conf": "include /etc/ld.so.conf.d/*.conf\n",
    "etc/ld.so.conf.d/cuda.conf": "/usr/local/cuda/lib64\n",
    "etc/ld.so.conf.d/notes.txt": "nothing\n",
    "srv/a/model": model,
    "srv/a/config": content(large, "config, first"),
    "srv/a/same-size": content(large, "another"),
    "srv/a/deleted": content(large, "config, first"),
    "srv/a/touched": content(large + 1, "touched"),
    "srv/a/rewritten": content(large + 2, "before"),
    "srv/a/small": "small",
    "srv/a/long": content(1_500_000, "long"),
    "srv/a/alone": content(large + 3, "alone"),
    "usr/lib/libcublas.so.12": library,
  },
  {
    "srv/a/.wh.deleted": "",
    "srv/b/model": model,
    "srv/b/long": Buffer.concat([content(1_500_000, "long").subarray(0, -1), Buffer.from("!")]),
    "srv/b/small": "small",
    "srv/b/damaged.so": library.subarray(0, 300),
    "srv/b/script.so": "INPUT(-lx)\n".repeat(20),
    "srv/a/touched": content(large + 1, "touched"),
    "srv/a/rewritten": content(large + 2, "after"),
    "srv/b/libcublas.so.12.1": library,
  },
]
const tars = layers.map(tarOf)

/** Rows of each content that was compared, as `layer:path`. */
function groups(files: ImageFiles, { same }: ContentFacts): readonly (readonly string[])[] {
  const found = new Map<number, string[]>()
  for (const [row, number] of same.entries()) {
    if (number === 0) continue
    found.set(number, [...(found.get(number) ?? []), nameOf(files, row)])
  }
  return [...found.values()].map((names) => names.sort()).sort()
}

const nameOf = ({ rows, paths }: ImageFiles, row: number): string =>
  `${rows.layer[row]}:${paths.path(rows.path[row] ?? 0)}`

async function expectAllFacts(image: Pick<StoredImage, "layers"> & StoredImage): Promise<void> {
  const files = await readImage(image)
  const facts = await collectContentFacts(files, image.layers)
  expect(groups(files, facts)).toEqual([
    ["0:srv/a/config"],
    ["0:srv/a/long"],
    ["0:srv/a/model", "1:srv/b/model"],
    ["0:srv/a/rewritten"],
    ["0:srv/a/same-size"],
    ["0:srv/a/touched", "1:srv/a/touched"],
    ["0:usr/lib/libcublas.so.12", "1:srv/b/libcublas.so.12.1"],
    ["1:srv/a/rewritten"],
    ["1:srv/b/long"],
  ])
  const objects = [...facts.objects].map(([row, { soname, needed, fatbins }]) => [
    nameOf(files, row),
    soname,
    needed,
    fatbins[0]?.code,
  ])
  const code = [{ form: "sm", capability: 80, bytes: 72_064 }]
  expect(objects.sort()).toEqual([
    ["0:usr/lib/libcublas.so.12", "libcublas.so.12", ["libc.so.6"], code],
    ["1:srv/b/libcublas.so.12.1", "libcublas.so.12", ["libc.so.6"], code],
  ])
  expect([...facts.loaderSettings].map(([row, text]) => [nameOf(files, row), text.toString()])).toEqual([
    ["0:etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n"],
    ["0:etc/ld.so.conf.d/cuda.conf", "/usr/local/cuda/lib64\n"],
  ])
}

/** An image whose layers only come as streams, in chunks that cut everything. */
function streamed(): StoredImage {
  return imageOfLayers(
    tars.map((tar) => ({
      ...layerOfTar(tar),
      tar: async function* () {
        for (let start = 0; start < tar.length; start += 9999) yield tar.subarray(start, start + 9999)
      },
    })),
  )
}

/** An image whose layers lie in files, `before` bytes into them. */
function onDisk(name: string, pack: (tar: Buffer) => Buffer, before = 0): StoredImage {
  const onDisk = tars.map((tar, number): StoredLayer => {
    const packed = pack(tar)
    const file = join(folder, `${name}-${number}`)
    writeFileSync(file, Buffer.concat([Buffer.alloc(before, 7), packed, Buffer.alloc(before, 7)]))
    return { ...layerOfTar(tar), source: { kind: "file", file, offset: before, size: packed.length } }
  })
  return imageOfLayers(onDisk)
}

describe("collectContentFacts", () => {
  it("reads plain layers by offset, wherever in a file they lie", async () => {
    await expectAllFacts(onDisk("plain", (tar) => tar))
    await expectAllFacts(onDisk("member", (tar) => tar, 12_345))
  })

  it.each(packers.filter(({ missing }) => !missing))("streams $compression layers once", async ({ compression }) => {
    const pack = (tar: Buffer): Buffer =>
      compression === "gzip"
        ? gzipSync(tar)
        : execFileSync("zstd", ["--quiet", "--stdout"], { input: tar, maxBuffer: 1 << 30 })
    await expectAllFacts(onDisk(compression, pack))
  })

  it("streams layers that are on no disk", async () => {
    await expectAllFacts(streamed())
  })

  it.skipIf(!hasPython)(`reads layers that docker keeps as folders${whyNoPython}`, async () => {
    const files = tars.map((tar, number) => {
      const file = join(folder, `split-${number}`)
      writeFileSync(file, tar)
      return file
    })
    const root = join(folder, "docker")
    const id = makeClassicStore(root, files)
    await expectAllFacts(await classicStore(root).open(id))
  })

  it("compares smaller files where it is told to", async () => {
    const image = streamed()
    const files = await readImage(image)
    const facts = await collectContentFacts(files, image.layers, { leastBytes: 0 })
    expect(groups(files, facts)).toContainEqual(["0:srv/a/small", "1:srv/b/small"])
  })

  it("leaves device code alone where it is told to", async () => {
    const image = onDisk("no-code", (tar) => tar)
    const files = await readImage(image)
    const { objects } = await collectContentFacts(files, image.layers, { deviceCode: false })
    expect([...objects.values()].map(({ fatbins }) => fatbins)).toEqual([[], []])
  })

  it("shares work among threads and says how far it is", async () => {
    // As much as makes a second thread worth its start.
    const bytes = randomBytes(10_000_000)
    const whole = imageOfLayers(
      Array.from({ length: 7 }, (_, number) => {
        const tar = tarOf({ [`srv/${number}`]: bytes })
        const file = join(folder, `large-${number}`)
        const packed = gzipSync(tar, { level: 0 })
        writeFileSync(file, packed)
        return { ...layerOfTar(tar), source: { kind: "file" as const, file, offset: 0, size: packed.length } }
      }),
    )
    const files = await readImage(whole)
    const told: string[] = []
    const facts = await collectContentFacts(files, whole.layers, {
      onProgress: (done, all) => told.push(`${done}/${all}`),
    })
    expect(groups(files, facts)).toEqual([Array.from({ length: 7 }, (_, number) => `${number}:srv/${number}`)])
    expect(told).toEqual(Array.from({ length: 7 }, (_, index) => `${index + 1}/7`))
  })

  it("passes over sparse files, of which a tar has less than they are long", async () => {
    const tree = mkdtempSync(join(folder, "sparse-"))
    for (const name of ["a", "b"]) {
      const sparse = openSync(join(tree, name), "w")
      for (let piece = 0; piece < 5; piece++) writeSync(sparse, "y".repeat(4096), piece * 102_400)
      closeSync(sparse)
    }
    for (const name of ["c", "d"]) writeFileSync(join(tree, name), model)
    const file = join(folder, "sparse.tar")
    execFileSync("tar", ["--format=gnu", "--sparse", "-cf", file, "-C", tree, "a", "b", "c", "d"])
    const tar = readFileSync(file)
    const source = { kind: "file" as const, file, offset: 0, size: tar.length }
    const packed = join(folder, "sparse.tar.gz")
    writeFileSync(packed, gzipSync(tar))
    const packedSource = { kind: "file" as const, file: packed, offset: 0, size: statSync(packed).size }
    for (const place of [source, packedSource]) {
      const image = imageOfLayers([{ ...layerOfTar(tar), source: place }])
      const files = await readImage(image)
      expect(files.rows.bytes[0]).toBe(4 * 102_400 + 4096)
      expect(groups(files, await collectContentFacts(files, image.layers))).toEqual([["0:c", "0:d"]])
    }
  })

  it("names the layer that cannot be read", async () => {
    const image = onDisk("short", gzipSync)
    const files = await readImage(image)
    writeFileSync(join(folder, "short-1"), gzipSync(tars[1]?.subarray(0, 5000) ?? ""))
    await expect(collectContentFacts(files, image.layers)).rejects.toMatchObject({
      code: "engine-store",
      message: expect.stringContaining(image.layers[1]?.diffId ?? "-"),
    })
  })
})
