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
  truncateSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { PassThrough } from "node:stream"
import { buffer } from "node:stream/consumers"
import { afterAll, describe, expect, it } from "vitest"
import { measureCompressed, writeDockerArchive, writeOciLayout } from "../../lib/engine/export/index.ts"
import { openArchive, type StoredImage } from "../../lib/engine/store/index.ts"
import { writeHeader } from "../../lib/tar/index.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { pythonReads } from "../tar/python-tar.ts"
import { imageOfLayers, layerOfTar } from "./image-of-tars.ts"
import { packers } from "./packers.ts"
import { tarOf } from "./tar-of.ts"

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}

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

/** Makes an archive of files by path; links by their target. */
function archiveOf(name: string, files: Readonly<Record<string, string | Buffer | { readonly link: string }>>): string {
  const [place, file] = [join(folder, name), join(folder, `${name}.tar`)]
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    if (typeof content === "object" && "link" in content) symlinkSync(content.link, join(place, path))
    else writeFileSync(join(place, path), content)
  }
  execFileSync("tar", ["-cf", file, "-C", place, "."])
  return file
}

describe("archives of other programs", () => {
  const tar = tarOf({ "etc/a": "a" })
  const configOf = (comment: string, ...tars: readonly Buffer[]): Buffer =>
    Buffer.from(JSON.stringify({ comment, rootfs: { diff_ids: tars.map(digestOf) } }))

  it("docker's before its containerd store: a folder a layer, one of them a link", async () => {
    const [one, two] = ["1".repeat(64), "2".repeat(64)]
    const file = archiveOf("old", {
      "c.json": configOf("", tar, tar),
      "manifest.json": JSON.stringify([
        { Config: "c.json", RepoTags: null, Layers: [`${one}/layer.tar`, `${two}/layer.tar`] },
      ]),
      repositories: "{}",
      [`${one}/layer.tar`]: tar,
      [`${two}/layer.tar`]: { link: `../${one}/layer.tar` },
    })
    const opened = await openArchive(file)
    expect(await Promise.all(opened.layers.map(async (layer) => (await layer.index()).unpackedBytes))).toEqual([1, 1])
    await opened.close()
  })

  it("with several images: by name or id, or they are listed", async () => {
    const [a, b] = [configOf("a", tar), configOf("b", tar)]
    const hex = digestOf(b).slice(7)
    const file = archiveOf("several", {
      "a.json": a,
      [`${hex}.json`]: b,
      "l.tar": tar,
      "manifest.json": JSON.stringify([
        { Config: "a.json", RepoTags: ["own/a:1", "own/a:latest"], Layers: ["l.tar"] },
        { Config: `${hex}.json`, RepoTags: [], Layers: ["l.tar"] },
      ]),
    })
    for (const [ref, id] of [
      ["own/a:1", digestOf(a)],
      [["docker.io", "own/a"].join("/"), digestOf(a)],
      [hex.slice(0, 12), digestOf(b)],
      [digestOf(b), digestOf(b)],
    ] as const) {
      const opened = await openArchive(file, { ref })
      expect(opened.id).toBe(id)
      await opened.close()
    }
    for (const ref of [undefined, "own/b"])
      await expect(openArchive(file, ref === undefined ? {} : { ref })).rejects.toMatchObject({
        message: expect.stringContaining(ref === undefined ? "holds 2 images" : "holds no image 'own/b'"),
        problems: [{ fix: `it has: own/a:1, own/a:latest, ${hex}.json` }],
      })
  })

  it("an OCI layout with one image for two platforms, and attestations", async () => {
    const blobs: Record<string, Buffer> = {}
    const blob = (bytes: Buffer) => {
      blobs[`blobs/sha256/${digestOf(bytes).slice(7)}`] = bytes
      return { digest: digestOf(bytes), size: bytes.length }
    }
    const imageFor = (architecture: string, os = "linux") => {
      const document = { config: blob(configOf(architecture, tar)), layers: [blob(tar)] }
      return { ...blob(Buffer.from(JSON.stringify(document))), platform: { os, architecture } }
    }
    const manifests = [imageFor("unknown", "unknown"), imageFor("amd64"), imageFor("arm64")]
    const nested = blob(Buffer.from(JSON.stringify({ manifests })))
    const flat = archiveOf("flat", { ...blobs, "index.json": JSON.stringify({ manifests }) })
    const deep = archiveOf("deep", { ...blobs, "index.json": JSON.stringify({ manifests: [nested] }) })
    for (const file of [flat, deep]) {
      for (const architecture of ["amd64", "arm64"]) {
        const opened = await openArchive(file, { platform: { os: "linux", architecture } })
        expect(opened.id).toBe(digestOf(configOf(architecture, tar)))
        await opened.close()
      }
      await expect(openArchive(file, { platform: { os: "linux", architecture: "x" } })).rejects.toMatchObject({
        problems: [{ fix: "there are: linux/amd64, linux/arm64" }],
      })
    }
  })

  it.each([
    ["of docker before 1.10", { repositories: "{}", "x/json": "{}" }, "older than 1.10"],
    ["with a manifest that is no JSON", { "manifest.json": "\u001b[31m" }, "'manifest.json' is no JSON"],
    ["with a manifest that is something else", { "manifest.json": "{}" }, "expected array"],
    [
      "whose layers are folders",
      { "c.json": configOf(""), "d/x": "", "manifest.json": '[{"Config":"d","Layers":[]}]' },
      "has no 'd'",
    ],
    [
      "of links in a circle",
      { a: { link: "b" }, b: { link: "a" }, "manifest.json": '[{"Config":"a","Layers":[]}]' },
      "has no 'a'",
    ],
    [
      "with an index that is its own",
      {
        "index.json": `{"manifests":[{"digest":"sha256:a","size":1}]}`,
        "blobs/sha256/a": `{"manifests":[{"digest":"sha256:a","size":1}]}`,
      },
      "leads to no image manifest",
    ],
  ])("%s are refused", async (name, files, message) => {
    const thrown: unknown = await openArchive(archiveOf(name.replaceAll(" ", "-"), files)).catch(
      (error: unknown) => error,
    )
    expect(thrown).toMatchObject({ code: "engine-store", message: expect.stringContaining(message) })
    expect((thrown as Error).message).not.toMatch(/\p{Cc}/u)
  })

  it("a document of gigabytes is not read", async () => {
    const file = join(folder, "huge.tar")
    writeFileSync(file, writeHeader("manifest.json", 4e9))
    truncateSync(file, 4e9 + 2048)
    await expect(openArchive(file)).rejects.toMatchObject({ message: expect.stringContaining("has 4000000000 bytes") })
    rmSync(file)
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
