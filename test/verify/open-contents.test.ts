import { execFileSync } from "node:child_process"
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import type { StoredImage } from "../../lib/engine/store/index.ts"
import { readImage } from "../../lib/inspect/read-image.ts"
import { openContents } from "../../lib/verify/open-contents.ts"
import { imageOfLayers, layerOfTar } from "../store/image-of-tars.ts"
import { tarOf } from "../store/tar-of.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-contents-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** GNU tar's own archive of a file with holes and one behind it. */
function sparseTar(): string {
  const tree = join(folder, "tree")
  mkdirSync(tree)
  const sparse = openSync(join(tree, "a"), "w")
  for (let piece = 0; piece < 5; piece++) writeSync(sparse, "y".repeat(4096), piece * 102_400)
  closeSync(sparse)
  writeFileSync(join(tree, "b"), "plain")
  const file = join(folder, "sparse.tar")
  execFileSync("tar", ["--format=gnu", "--sparse", "-cf", file, "-C", tree, "a", "b"])
  return file
}

async function contentsOf(image: StoredImage): Promise<Readonly<Record<string, string>>> {
  const files = await readImage(image)
  const contents = await openContents(image, files)
  try {
    const rows = [...files.rows.path.keys()]
    return Object.fromEntries(
      rows.map((row) => [
        files.paths.path(files.rows.path[row] ?? 0),
        contents
          .read(row)(0, 1 << 20)
          .toString(),
      ]),
    )
  } finally {
    contents.close()
  }
}

test("files are read where they lie, in a layer on disk and in one that is unpacked first", async () => {
  const tar = tarOf({ "etc/a": "first", "etc/b": "second" })
  const file = join(folder, "layer.tar")
  writeFileSync(file, tar)
  const [layer] = [layerOfTar(tar)]
  const onDisk = { ...layer, source: { kind: "file", file, offset: 0, size: tar.length } } as const
  for (const each of [layer, onDisk])
    expect(await contentsOf(imageOfLayers([each]))).toEqual({ "etc/a": "first", "etc/b": "second" })
})

test("a sparse file has no content that could be read, and what follows it does", async () => {
  const file = sparseTar()
  const source = { kind: "file", file, offset: 0, size: statSync(file).size } as const
  const layer = { ...layerOfTar(tarOf({})), source }
  expect(await contentsOf(imageOfLayers([layer]))).toEqual({ a: "", b: "plain" })
})
