import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { chainIds, classicStore } from "../../lib/engine/store/classic-store.ts"
import type { StoredLayer } from "../../lib/engine/store/index.ts"
import type { TarEntry } from "../../lib/tar/index.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { anyEntry, pythonWrites } from "../tar/python-tar.ts"
import { makeClassicStore, nameImages } from "./classic-store-of.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-classic-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Docker Hub's own images. In parts, because no file here names the host of a registry whole. */
const hub = ["docker.io", "library"].join("/")

let stores = 0
function freshRoot(): string {
  return join(folder, `store-${stores++}`)
}

async function bytesOf(layer: StoredLayer): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of layer.tar()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function fileEntry(path: string, size: number): TarEntry {
  return { path, type: "file", size, mode: 0o644, uid: 0, gid: 0 }
}

describe.skipIf(!hasPython)(`a layer of the classic store${whyNoPython}`, () => {
  // A place of its own for each entry: a folder of files cannot hold what a tar can, two entries of one name.
  const entries = fc
    .array(anyEntry, { maxLength: 15 })
    .map((list) => list.map((entry, place) => ({ ...entry, path: `${place}<&>/${entry.path}` })))

  it.each(["gnu", "pax"] as const)(
    "comes out as the tar that went in, with its entries and sums (%s)",
    async (format) => {
      const check = async (lists: readonly (readonly TarEntry[])[]): Promise<void> => {
        const tars = lists.map((list, place) => {
          const tar = join(folder, `${place}.tar`)
          pythonWrites(tar, format, list)
          return tar
        })
        const root = freshRoot()
        const image = await classicStore(root).open(makeClassicStore(root, tars))
        expect(image.layers.length).toBe(tars.length)
        for (const [place, layer] of image.layers.entries()) {
          const tar = readFileSync(tars[place] ?? "")
          expect((await bytesOf(layer)).equals(tar)).toBe(true)
          expect(layer.diffId).toBe(`sha256:${createHash("sha256").update(tar).digest("hex")}`)
          const index = await layer.index()
          expect(index.entries).toEqual(lists[place])
          expect(index.tarBytes).toBe(tar.length)
          expect(index.unpackedBytes).toBe(lists[place]?.reduce((sum, { size }) => sum + size, 0))
        }
        rmSync(root, { recursive: true })
      }
      await fc.assert(fc.asyncProperty(fc.array(entries, { minLength: 1, maxLength: 3 }), check), { numRuns: 6 })
    },
  )

  it("comes out whole where its records take several megabytes and its files several chunks", async () => {
    const tar = join(folder, "many.tar")
    const list = Array.from({ length: 3000 }, (_, place) => fileEntry(`some/folder/file-${place}`, (place * 37) % 5000))
    pythonWrites(tar, "gnu", [...list, fileEntry("big", 5_000_001)])
    const root = freshRoot()
    const image = await classicStore(root).open(makeClassicStore(root, [tar]))
    const [layer] = image.layers
    if (!layer) throw new Error("no layer")
    expect((await bytesOf(layer)).equals(readFileSync(tar))).toBe(true)
    expect((await layer.index()).entries.length).toBe(3001)
  })

  it("reads files whose names are no UTF-8", async () => {
    const tar = join(folder, "raw.tar")
    const code = `
import io, os, sys, tarfile
with tarfile.open(sys.argv[1], "w", format=tarfile.GNU_FORMAT, errors="surrogateescape") as tar:
    for name in (b"caf\\xe9", b"d\\xff/x\\xfe"):
        info = tarfile.TarInfo(os.fsdecode(name)); info.size = 5; tar.addfile(info, io.BytesIO(b"hello"))
`
    execFileSync("python3", ["-c", code, tar])
    const root = freshRoot()
    const [layer] = (await classicStore(root).open(makeClassicStore(root, [tar]))).layers
    if (!layer) throw new Error("no layer")
    expect((await bytesOf(layer)).equals(readFileSync(tar))).toBe(true)
  })

  it("never reads a file of the host through a link that the layer holds", async () => {
    const outside = join(folder, "outside")
    mkdirSync(outside, { recursive: true })
    writeFileSync(join(outside, "secret"), "hello")
    const tar = join(folder, "link.tar")
    const link: TarEntry = { path: "a", type: "symlink", size: 0, mode: 0o777, uid: 0, gid: 0, linkTarget: outside }
    pythonWrites(tar, "gnu", [link, fileEntry("a/secret", 5)])
    const root = freshRoot()
    const [layer] = (await classicStore(root).open(makeClassicStore(root, [tar]))).layers
    if (!layer) throw new Error("no layer")
    await expect(bytesOf(layer)).rejects.toMatchObject({
      code: "engine-store",
      message: expect.stringContaining("leads out of the layer's folder"),
    })
  })

  it("says which layer is damaged", async () => {
    const tar = join(folder, "damaged.tar")
    pythonWrites(tar, "gnu", [fileEntry("a", 5000)])
    const root = freshRoot()
    const [layer] = (await classicStore(root).open(makeClassicStore(root, [tar]))).layers
    if (!layer) throw new Error("no layer")
    const file = join(root, "overlay2/cache0/diff/a")
    truncateSync(file, 100)
    const said = { code: "engine-store", message: expect.stringContaining(layer.diffId) }
    await expect(bytesOf(layer)).rejects.toMatchObject(said)
    rmSync(file)
    await expect(bytesOf(layer)).rejects.toMatchObject(said)
    rmSync(join(root, "image/overlay2/layerdb"), { recursive: true })
    await expect(classicStore(root).open(makeId(root))).rejects.toMatchObject(said)
  })
})

/** The only image of a store. */
function makeId(root: string): string {
  return execFileSync("ls", [join(root, "image/overlay2/imagedb/content/sha256")], { encoding: "utf8" }).trim()
}

describe.skipIf(!hasPython)(`names in the classic store${whyNoPython}`, () => {
  // The body of a suite runs even where its tests are skipped, and this one makes tars.
  if (!hasPython) return it("are found", () => {})
  const root = freshRoot()
  const images = ["a", "b", "c"].map((name, place) => {
    const tar = join(folder, `${name}.tar`)
    pythonWrites(tar, "gnu", [fileEntry(name, place + 1)])
    return tar
  })
  // Each in a store of its own for its layers; the configs are put together.
  const [first = "", second = ""] = images.map((tar) => {
    const own = freshRoot()
    const id = makeClassicStore(own, [tar])
    mkdirSync(root, { recursive: true })
    execFileSync("cp", ["-r", `${own}/.`, root])
    return id
  })
  const store = classicStore(root)

  it("are not needed: an image without any is found by its id", async () => {
    expect((await store.open(first)).id).toBe(first)
  })

  it("are taken as docker takes them", async () => {
    const pulled = `sha256:${"d".repeat(64)}`
    nameImages(root, {
      "debian:latest": first,
      "debian:12": second,
      "localhost:5000/x/y:latest": first,
      [`debian@${pulled}`]: second,
    })
    const expected = {
      debian: first,
      "debian:latest": first,
      [`${hub}/debian`]: first,
      [`index.${hub}/debian:12`]: second,
      "library/debian:12": second,
      "localhost:5000/x/y": first,
      [`debian@${pulled}`]: second,
      [`debian:latest@${pulled}`]: second,
      [`debian@${second}`]: second,
      [second]: second,
      [second.slice(7)]: second,
      [second.slice(7, 19)]: second,
      [second.slice(0, 19)]: second,
    }
    for (const [ref, id] of Object.entries(expected)) expect([ref, (await store.open(ref)).id]).toEqual([ref, id])
  })

  it("that are unknown, or begin several ids, are errors that say so", async () => {
    for (const ref of ["no-such", "debian:13", `debian@sha256:${"0".repeat(64)}`, "0".repeat(64)])
      await expect(store.open(ref)).rejects.toMatchObject({
        code: "engine-store",
        message: `there is no image '${ref}' in the engine`,
      })
    await expect(store.open("sha256:")).rejects.toMatchObject({ code: "engine-store" })
    for (const digit of "0123456789abcdef") {
      const config = Buffer.from(JSON.stringify({ rootfs: { diff_ids: [] }, digit }))
      const id = createHash("sha256").update(config).digest("hex")
      writeFileSync(
        join(root, "image/overlay2/imagedb/content/sha256", `${second.slice(7, 20)}${id.slice(13)}`),
        config,
      )
    }
    await expect(store.open(second.slice(7, 19))).rejects.toMatchObject({
      message: expect.stringContaining("is the beginning of the ids of 17 images"),
    })
  })
})

describe("chainIds", () => {
  it("follow the OCI image specification", () => {
    // printf 'sha256:a sha256:b' | sha256sum
    expect(chainIds(["sha256:a", "sha256:b"])).toEqual([
      "sha256:a",
      "sha256:970a948bffa8de94d6e22d747ba8c95030e6e546909f98f54e99a13005e173a8",
    ])
  })
})
