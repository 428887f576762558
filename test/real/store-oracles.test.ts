import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { writeDockerArchive, writeOciLayout } from "../../lib/engine/export/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { openImageStore, openOciLayout, type StoredImage } from "../../lib/engine/store/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { measureImage } from "../../lib/inspect/measure-image.ts"
import { canBuild, whyNot } from "../support/can-build.ts"
import { requestFor } from "./engine-support.ts"

const tag = "strata-test-oracles:1"

/** One layer with everything that makes bytes hard to count. */
const dockerfile = `FROM debian:bookworm-slim AS made
RUN mkdir -p /t/d && head -c 1000000 /dev/urandom > /t/a && ln /t/a /t/b && ln -s a /t/c && mkfifo /t/p && head -c 5000 /dev/zero > /t/d/z
FROM scratch
COPY --from=made /t /t
`

function has(command: string): boolean {
  return spawnSync(command, ["--version"]).status === 0
}

/** File bytes of a tree, a hard-linked file once. */
function walk(root: string): number {
  const lines = execFileSync("find", [root, "-type", "f", "-printf", "%i %s\n"], { encoding: "utf8" })
    .trim()
    .split("\n")
  const sizes = new Map(lines.map((line) => line.split(" ") as [string, string]))
  return [...sizes.values()].reduce((sum, size) => sum + Number(size), 0)
}

async function expectSameBytes(other: StoredImage, image: StoredImage): Promise<void> {
  expect(other.id).toBe(image.id)
  expect(await measureImage(other)).toEqual(await measureImage(image))
  for (const [place, layer] of other.layers.entries())
    expect(await layer.index()).toEqual(await image.layers[place]?.index())
}

describe.skipIf(!canBuild)(`images as other programs see them ${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-oracles-"))
  const archive = join(folder, "archive.tar")
  let engine: Engine
  let image: StoredImage

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    await engine.build(requestFor(dockerfile, tag))
    image = await engine.images.open(tag)
    await writeDockerArchive(image, archive, { tags: [tag] })
  })
  afterAll(async () => {
    await engine?.docker(["image", "rm", tag])
    rmSync(folder, { recursive: true, force: true })
  })

  it("has the bytes in its only layer that a walk of it finds", async () => {
    expect(image.layers.length).toBe(1)
    const root = join(folder, "root")
    mkdirSync(root)
    const layer = image.layers[0]?.diffId.replace(":", "/")
    execFileSync("sh", ["-c", `tar -xOf "$1" "blobs/$2" | tar -x -C "$3"`, "-", archive, layer ?? "", root])
    const measure = await measureImage(image)
    expect(measure.unpackedBytes).toBe(walk(root))
    expect(measure.visibleBytes).toBe(walk(root))
    // The link may be a copy here: COPY keeps hard links in some versions of BuildKit only.
    expect(measure.unpackedBytes % 1_000_000).toBe(5000)
  })

  it("is the same read through `docker save`", async () => {
    const { docker } = engine
    const saved = await openImageStore({ dataRoot: undefined, store: "classic", docker }).open(tag)
    await expectSameBytes(saved, image)
    await saved.close()
  })

  it.for(["none", "gzip", "zstd"] as const)(
    "is taken by skopeo as an OCI layout (%s)",
    async (compression, { skip }) => {
      skip(!has("skopeo"), "skopeo is not installed")
      skip(compression === "zstd" && !has("zstd"), "zstd is not installed")
      const [layout, copy] = [join(folder, `skopeo-${compression}`), join(folder, `copy-${compression}`)]
      await writeOciLayout(image, layout, { compression, ref: "x" })
      // The policy is skopeo's own file otherwise, which may be missing or forbid everything.
      execFileSync("skopeo", ["--insecure-policy", "copy", `oci:${layout}:x`, `dir:${copy}`])
      const manifest = JSON.parse(readFileSync(join(copy, "manifest.json"), "utf8")) as { config: { digest: string } }
      expect(manifest.config.digest).toBe(image.id)
    },
  )

  it("is taken by skopeo as a docker archive", async ({ skip }) => {
    skip(!has("skopeo"), "skopeo is not installed")
    const copy = join(folder, "from-archive")
    execFileSync("skopeo", ["--insecure-policy", "copy", `docker-archive:${archive}:${tag}`, `oci:${copy}:x`])
    expect((await openOciLayout(copy, "x")).layers.map(({ diffId }) => diffId)).toEqual(
      image.layers.map(({ diffId }) => diffId),
    )
  })

  it("is unpacked by umoci from an OCI layout", async ({ skip }) => {
    skip(!has("umoci"), "umoci is not installed")
    const [layout, bundle] = [join(folder, "umoci"), join(folder, "bundle")]
    await writeOciLayout(image, layout, { compression: "gzip", ref: "x" })
    execFileSync("umoci", ["unpack", "--image", `${layout}:x`, bundle], { stdio: "ignore" })
    expect(walk(join(bundle, "rootfs"))).toBe((await measureImage(image)).visibleBytes)
  })

  it("is the same in a containerd store that loaded it, found by name and by either id", async () => {
    const other = await openEngine({ choice: "embedded", store: "containerd" })
    try {
      expect((await other.docker(["image", "load", "--input", archive])).stdout).toContain(tag)
      await expectSameBytes(await other.images.open(tag), image)
      const inspected = await other.docker(["image", "inspect", "--format", "{{.Id}}", tag])
      for (const id of [inspected.stdout.trim(), image.id]) await expectSameBytes(await other.images.open(id), image)
    } finally {
      await other.docker(["image", "rm", tag])
    }
  })
})
