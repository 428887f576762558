/**
 * Time and memory of `strata inspect` against the number of entries: docker archives of so many small files each, made
 * here and removed again. Both should grow in a straight line, with at most 400 MB for a million entries.
 *   npx tsx bench/inspect/growth.ts [ENTRIES...]        default: 250000 1000000 5000000 (5.2 GB of disk)
 */
import { createHash } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { blockSize, padded, writeHeader } from "../../lib/tar/index.ts"
import { pack } from "../../test/package/packed.ts"
import { runAndWatch } from "../peak-memory.ts"
import { unpackPackage } from "../unpack-package.ts"

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [250_000, 1_000_000, 5_000_000]
const layers = 4
const perFolder = 40
const contentBytes = 500

/** As long as paths of real images mostly are: 60 to 80 characters. */
function pathOf(number: number): string {
  const folder = Math.floor(number / perFolder)
  return `usr/lib/python3/dist-packages/package_${folder % 977}/module_${folder}/file_${number}.py`
}

async function* layerTar(layer: number, entries: number): AsyncGenerator<Buffer> {
  const content = Buffer.alloc(blockSize, "x")
  content.fill(0, contentBytes)
  let parts: Buffer[] = []
  for (let index = 0; index < entries; index++) {
    parts.push(writeHeader(pathOf(index * layers + layer), contentBytes), content)
    if (parts.length < 4000) continue
    yield Buffer.concat(parts)
    parts = []
  }
  yield Buffer.concat([...parts, Buffer.alloc(2 * blockSize)])
}

async function addMember(file: FileHandle, path: string, body: Buffer): Promise<void> {
  await file.write(writeHeader(path, body.length))
  await file.write(Buffer.concat([body, Buffer.alloc(padded(body.length) - body.length)]))
}

/** An archive as `docker save` writes it, its layers plain. */
async function writeArchive(path: string, entries: number): Promise<void> {
  const file = await open(path, "w")
  try {
    const each = Math.ceil(entries / layers)
    const names = Array.from({ length: layers }, (_, layer) => `${layer}/layer.tar`)
    const diffIds: string[] = []
    for (const [layer, name] of names.entries()) {
      await file.write(writeHeader(name, each * 2 * blockSize + 2 * blockSize))
      const hash = createHash("sha256")
      for await (const chunk of layerTar(layer, each)) {
        hash.update(chunk)
        await file.write(chunk)
      }
      diffIds.push(`sha256:${hash.digest("hex")}`)
    }
    const config = { architecture: "amd64", os: "linux", config: {}, rootfs: { type: "layers", diff_ids: diffIds } }
    await addMember(file, "config.json", Buffer.from(JSON.stringify(config)))
    const manifest = [{ Config: "config.json", RepoTags: ["growth:latest"], Layers: names }]
    await addMember(file, "manifest.json", Buffer.from(JSON.stringify(manifest)))
    await file.write(Buffer.alloc(2 * blockSize))
  } finally {
    await file.close()
  }
}

const packed = pack()
const folder = mkdtempSync(join(tmpdir(), "strata-bench-"))
try {
  const strata = unpackPackage(packed.tarball, packed.folder)
  for (const entries of counts) {
    const archive = join(folder, "image.tar")
    await writeArchive(archive, entries)
    const args = [strata, "inspect", `docker-archive:${archive}`]
    await runAndWatch(process.execPath, args)
    const { seconds, peakBytes } = await runAndWatch(process.execPath, args)
    rmSync(archive)
    const megabytes = peakBytes / 1e6
    const perMillion = megabytes / (entries / 1e6)
    console.log(
      `${entries.toLocaleString("en").padStart(10)} entries ${seconds.toFixed(2).padStart(7)} s ${megabytes.toFixed(0).padStart(6)} MB` +
        `  ${((seconds / entries) * 1e6).toFixed(2)} s and ${perMillion.toFixed(0)} MB a million`,
    )
  }
} finally {
  packed.remove()
  rmSync(folder, { recursive: true })
}
