import { closeSync, openSync } from "node:fs"
import { blobInFile } from "../../engine/store/blob.ts"
import { compressionAt } from "../../engine/store/compression.ts"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import { openInside } from "../../engine/store/open-inside.ts"
import { plainTar } from "../../engine/store/plain-tar.ts"
import { storeProblem } from "../../engine/store/problem.ts"
import { Gatherer } from "./gatherer.ts"
import { type Hasher, makeHasher } from "./hasher.ts"
import { readAtRandom } from "./read-at-random.ts"
import { readStreamed } from "./read-streamed.ts"
import type { ReadTask, RowFacts, Wish } from "./read-task.ts"

type FileSource = Extract<LayerSource, { kind: "file" }>

async function readFile(source: FileSource, wanted: readonly Wish[], hasher: Hasher, into: Gatherer): Promise<void> {
  const fd = openSync(source.file, "r")
  try {
    if (compressionAt(fd, source.offset, source.size) !== "none") {
      await readStreamed(plainTar(blobInFile(fd, source.offset, source.size)), wanted, hasher, into)
      return
    }
    for (const wish of wanted) readAtRandom(wish, { fd, start: source.offset + wish.offset }, hasher, into)
  } finally {
    closeSync(fd)
  }
}

function readFolder(folder: string, wanted: readonly Wish[], hasher: Hasher, into: Gatherer): void {
  const open = openInside(folder)
  for (const wish of wanted) {
    const fd = open(wish.path)
    try {
      readAtRandom(wish, { fd, start: 0 }, hasher, into)
    } finally {
      closeSync(fd)
    }
  }
}

/**
 * Reads what is wanted of a layer that lies on disk: of a plain tar by offset, of a compressed one while it streams once.
 * Runs in a worker.
 * @throws StrataError `engine-store` naming the layer
 */
export async function readLayer({ diffId, source, wanted, deviceCode }: ReadTask): Promise<RowFacts> {
  const into = new Gatherer(deviceCode)
  const hasher = await makeHasher()
  try {
    switch (source.kind) {
      case "file":
        await readFile(source, wanted, hasher, into)
        break
      case "tar-split":
        readFolder(source.folder, wanted, hasher, into)
        break
    }
  } catch (cause) {
    throw storeProblem(`layer ${diffId} cannot be read`, { cause })
  }
  return into.facts
}
