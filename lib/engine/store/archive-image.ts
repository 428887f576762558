import { closeSync, openSync } from "node:fs"
import { z } from "zod"
import { indexArchive, type LocatedEntry } from "../../tar/index.ts"
import { type Blob, blobInFile } from "./blob.ts"
import { imageOfBlobs } from "./image-of-blobs.ts"
import { openFromIndex } from "./oci-image.ts"
import { storeProblem } from "./problem.ts"
import type { StoredImage } from "./types.ts"

/** `manifest.json` of a docker archive. */
const dockerManifest = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()) }))

/** Finds members by path. */
function membersOf(fd: number): (path: string) => Blob | undefined {
  const byPath = new Map<string, LocatedEntry>(indexArchive(fd).map((entry) => [entry.path, entry]))
  const find = (path: string, depth = 0): Blob | undefined => {
    const entry = byPath.get(path)
    // Older archives hold a layer once and link to it.
    if (entry?.linkTarget !== undefined && depth < 8) return find(entry.linkTarget.replace(/^(\.\.\/)+/, ""), depth + 1)
    return entry && blobInFile(fd, entry.offset, entry.size)
  }
  return find
}

async function readArchive(fd: number, name: string, close: () => Promise<void>): Promise<StoredImage> {
  const find = membersOf(fd)
  const need = (path: string): Blob => {
    const blob = find(path)
    if (!blob)
      throw storeProblem(`'${name}' has no '${path}'`, { fix: "name a docker archive, or an OCI layout in a tar" })
    return blob
  }
  const docker = find("manifest.json")
  if (!docker)
    return openFromIndex(need("index.json"), async (digest) => need(`blobs/${digest.replace(":", "/")}`), {
      name,
      close,
    })
  const [image] = dockerManifest.parse(JSON.parse((await docker.read()).toString("utf8")))
  if (!image) throw storeProblem(`'${name}' holds no image`)
  return imageOfBlobs(await need(image.Config).read(), image.Layers.map(need), close)
}

/**
 * An image in an archive on disk: as `docker save` writes it, or an OCI layout in a tar. The file stays open until the
 * image is closed, so it may be unlinked meanwhile.
 * @throws StrataError `engine-store` where the file is no such archive
 */
export async function openArchive(file: string): Promise<StoredImage> {
  let fd: number | undefined
  try {
    const opened = openSync(file, "r")
    fd = opened
    return await readArchive(opened, file, async () => closeSync(opened))
  } catch (cause) {
    if (fd !== undefined) closeSync(fd)
    throw storeProblem(`'${file}' cannot be read as an image archive`, {
      cause,
      fix: "name a docker archive, or an OCI layout in a tar",
    })
  }
}
