import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { writeOciLayout } from "../../lib/engine/export/index.ts"
import { joinLayout } from "../../lib/engine/export/join-layout.ts"
import { openOciLayout } from "../../lib/engine/store/index.ts"
import { openImage } from "../../lib/inspect/open-image.ts"
import { imageOfLayers, layerOfTar } from "./image-of-tars.ts"
import { tarOf } from "./tar-of.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-join-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [amd64, arm64] = [
  imageOfLayers([layerOfTar(tarOf({ a: "1" }))]),
  imageOfLayers([layerOfTar(tarOf({ b: "22" })), layerOfTar(tarOf({ c: "3" }))], "arm64"),
]
const index = (layout: string) =>
  JSON.parse(readFileSync(join(layout, "index.json"), "utf8")) as {
    manifests: { digest: string; annotations?: Record<string, string> }[]
  }
const namesIn = (layout: string) =>
  index(layout).manifests.map(({ annotations }) => annotations?.["org.opencontainers.image.ref.name"])

async function writeBoth(layout: string, name: string, images = [amd64, arm64]): Promise<void> {
  const refs = [`${name}-amd64`, `${name}-arm64`]
  for (const [position, image] of images.entries())
    await writeOciLayout(image, layout, { compression: "none", ref: refs[position] ?? "" })
  await joinLayout(layout, name, refs)
}

it("makes one image of those for several platforms, each of which is found by its platform", async () => {
  const layout = join(folder, "two")
  await writeOciLayout(amd64, layout, { compression: "none", ref: "other:1" })
  await writeBoth(layout, "app:1")
  expect(namesIn(layout)).toEqual(["other:1", "app:1"])
  const open = (architecture: string) => openOciLayout(layout, "app:1", { os: "linux", architecture })
  expect((await open("amd64")).id).toBe(amd64.id)
  expect((await open("arm64")).id).toBe(arm64.id)
  expect((await open("arm64")).layers).toHaveLength(2)
  await expect(open("s390x")).rejects.toThrow()
  const alone = join(folder, "alone")
  await writeBoth(alone, "app:1")
  expect((await openImage(`oci:${alone}`, { platform: "linux/arm64" })).id).toBe(arm64.id)
})

it("takes the place of an earlier one of that name, reads what is there again and leaves no blob behind", async () => {
  const layout = join(folder, "again")
  await writeBoth(layout, "app:1")
  const [before, digest] = [readdirSync(join(layout, "blobs/sha256")), index(layout).manifests[0]?.digest ?? ""]
  const changed = imageOfLayers([...arm64.layers, layerOfTar(tarOf({ d: "4" }))], "arm64")
  const report = await writeOciLayout(changed, layout, { compression: "none", ref: "app:1-arm64" })
  expect(report.layers.map(({ reused }) => reused)).toEqual([true, true, false])
  await writeBoth(layout, "app:1", [amd64, changed])
  expect(namesIn(layout)).toEqual(["app:1"])
  expect(existsSync(join(layout, "blobs", ...digest.split(":")))).toBe(false)
  // Index, two manifests, two configs and four layers.
  expect(readdirSync(join(layout, "blobs/sha256"))).toHaveLength(9)
  expect(before).toHaveLength(8)
})

it("says what is wrong with a folder that is no layout", async () => {
  await expect(joinLayout(join(folder, "none"), "app:1", [])).rejects.toMatchObject({ code: "output-failed" })
})
