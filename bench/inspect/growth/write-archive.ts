import { createHash } from "node:crypto"
import { type FileHandle, open } from "node:fs/promises"
import { blockSize, padded, writeHeader } from "../../../lib/tar/index.ts"

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

/** Writes an archive as `docker save` does, its layers plain: a kilobyte of disk for each entry. */
export async function writeArchive(path: string, entries: number): Promise<void> {
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
