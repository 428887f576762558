import { execFileSync, spawn } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PassThrough } from "node:stream"
import { buffer } from "node:stream/consumers"
import { afterAll, describe, expect, it } from "vitest"
import { measureCompressed, writeDockerArchive, writeOciLayout } from "../../lib/engine/export/index.ts"
import { openArchive, type StoredImage } from "../../lib/engine/store/index.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { pythonReads } from "../tar/python-tar.ts"
import { imageOfLayers, layerOfTar } from "./image-of-tars.ts"
import { packers } from "./packers.ts"
import { tarOf } from "./tar-of.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-archive-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const base = layerOfTar(tarOf({ "etc/a": "a".repeat(100_000) }))
const top = layerOfTar(tarOf({ "etc/b": randomBytes(5000) }))
const image = imageOfLayers([base, top, base])

async function expectSame(opened: StoredImage): Promise<void> {
  expect(opened.id).toBe(image.id)
  for (const [place, layer] of opened.layers.entries()) {
    const hash = createHash("sha256")
    for await (const chunk of layer.tar()) hash.update(chunk)
    expect(`sha256:${hash.digest("hex")}`).toBe(image.layers[place]?.diffId)
    expect(await layer.index()).toEqual(await image.layers[place]?.index())
  }
  await opened.close()
}

function member(archive: string, path: string): unknown {
  return JSON.parse(execFileSync("tar", ["-xOf", archive, path], { encoding: "utf8" }))
}

describe("writeDockerArchive", () => {
  it.skipIf(!hasPython)(
    `writes what two other readers list alike, and what gives the image back${whyNoPython}`,
    async () => {
      const file = join(folder, "x.tar")
      const report = await writeDockerArchive(image, file, { tags: ["some/name", "r.io/a:1"] })
      const listed = execFileSync("tar", ["-tf", file], { encoding: "utf8" })
      const paths = listed.trimEnd().split("\n")
      expect(pythonReads(file).map(({ path }) => path)).toEqual(paths.map((path) => path.replace(/\/$/, "")))
      expect(new Set(paths).size).toBe(paths.length)
      await expectSame(await openArchive(file))
      expect(report.layers.map(({ compressedBytes }) => compressedBytes)).toEqual([101_888, 6_656, 101_888])
      expect(member(file, "manifest.json")).toMatchObject([{ RepoTags: ["some/name:latest", "r.io/a:1"] }])
      expect(member(file, "index.json")).toMatchObject({
        manifests: [
          {
            digest: report.manifest,
            annotations: {
              "io.containerd.image.name": "docker.io/some/name:latest",
              "org.opencontainers.image.ref.name": "latest",
            },
          },
          { annotations: { "io.containerd.image.name": "r.io/a:1", "org.opencontainers.image.ref.name": "1" } },
        ],
      })
    },
  )

  it("is an OCI layout too, without docker's own manifest", async () => {
    const [file, other] = [join(folder, "x.tar"), join(folder, "oci.tar")]
    await writeDockerArchive(image, file, { tags: [] })
    execFileSync("sh", ["-c", 'mkdir "$1.d" && tar -xf "$1" -C "$1.d" && rm "$1.d/manifest.json"', "-", file])
    execFileSync("tar", ["-cf", other, "-C", `${file}.d`, "."])
    await expectSame(await openArchive(other))
  })

  it.for(packers)("can be read with packed layers ($compression)", async ({ compression, missing }, { skip }) => {
    skip(missing, "the command zstd is not installed")
    const [layout, file] = [join(folder, compression), join(folder, `${compression}.tar`)]
    await writeOciLayout(image, layout, { compression })
    execFileSync("tar", ["-cf", file, "-C", layout, "."])
    const opened = await openArchive(file)
    // It stays open while its name goes: engines that are read through `docker save` rely on it.
    rmSync(file)
    await expectSame(opened)
  })

  it("writes to a stream, a pipe or a device as it writes to a file", async () => {
    const file = join(folder, "plain.tar")
    await writeDockerArchive(image, file, { tags: [] })
    const expected = readFileSync(file)
    const stream = new PassThrough()
    const [streamed] = await Promise.all([buffer(stream), writeDockerArchive(image, stream, { tags: [] })])
    expect(streamed.equals(expected)).toBe(true)
    const fifo = join(folder, "fifo")
    execFileSync("mkfifo", [fifo])
    const reader = spawn("cat", [fifo], { stdio: ["ignore", "pipe", "inherit"] })
    const [piped] = await Promise.all([buffer(reader.stdout), writeDockerArchive(image, fifo, { tags: [] })])
    expect(piped.equals(expected)).toBe(true)
    expect(lstatSync(fifo).isFIFO()).toBe(true)
  })

  it("keeps a link a link", async () => {
    const [target, link] = [join(folder, "target.tar"), join(folder, "link.tar")]
    writeFileSync(target, "old")
    symlinkSync("target.tar", link)
    await writeDockerArchive(image, link, { tags: [] })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    await expectSame(await openArchive(target))
  })

  it.each([512, -512, 0])(
    "refuses a layer that is %i bytes off, or another one, and leaves the old file",
    async (off) => {
      const index = await top.index()
      const wrong = {
        ...top,
        index: async () => ({ ...index, tarBytes: index.tarBytes + off }),
        diffId: off === 0 ? `sha256:${"0".repeat(64)}` : top.diffId,
      }
      const file = join(folder, "old.tar")
      writeFileSync(file, "old")
      await expect(writeDockerArchive(imageOfLayers([base, wrong]), file, { tags: [] })).rejects.toMatchObject({
        code: "engine-store",
      })
      expect(readFileSync(file, "utf8")).toBe("old")
      expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([])
    },
  )
})

describe("openArchive", () => {
  it("says what is wrong with a file that is no archive", async () => {
    const file = join(folder, "none")
    writeFileSync(file, "x".repeat(3000))
    for (const name of [file, join(folder, "missing")])
      await expect(openArchive(name)).rejects.toMatchObject({
        code: "engine-store",
        problems: [{ fix: "name a docker archive, or an OCI layout in a tar" }],
      })
  })

  it("says so where config and manifest name other numbers of layers", async () => {
    const [layout, file] = [join(folder, "fewer"), join(folder, "fewer.tar")]
    mkdirSync(layout)
    const files = { "config.json": image.configBytes, "a.tar": tarOf({}) }
    for (const [path, content] of Object.entries(files)) writeFileSync(join(layout, path), content)
    writeFileSync(join(layout, "manifest.json"), JSON.stringify([{ Config: "config.json", Layers: ["a.tar"] }]))
    execFileSync("tar", ["-cf", file, "-C", layout, "."])
    await expect(openArchive(file)).rejects.toMatchObject({
      code: "engine-store",
      message: "the image's config names 3 layers, its manifest 1",
    })
  })
})

describe("measureCompressed", () => {
  it.for(packers)(
    "tells the bytes that a layout then has ($compression)",
    async ({ compression, missing }, { skip }) => {
      skip(missing, "the command zstd is not installed")
      const report = await writeOciLayout(image, join(folder, `measured-${compression}`), { compression })
      const expected = report.layers.map(({ diffId, compressedBytes }) => ({ diffId, compressedBytes }))
      expect(await measureCompressed(image, compression)).toEqual(expected)
    },
  )
})
