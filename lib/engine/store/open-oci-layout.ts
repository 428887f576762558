import { join } from "node:path"
import { blobOfFile } from "./blob.ts"
import { openFromIndex } from "./oci-image.ts"
import type { FindBlob } from "./oci-manifest.ts"
import { storeProblem } from "./problem.ts"
import type { StoredImage } from "./types.ts"

/** Blobs of a folder as OCI layouts and containerd keep them: `blobs/sha256/...`. */
export function blobFolder(folder: string): FindBlob {
  return (digest) => blobOfFile(join(folder, "blobs", ...digest.split(":")))
}

/**
 * An image of an OCI layout folder.
 * @param ref its name in the layout; needed only where there are several.
 * @throws StrataError `engine-store`
 */
export async function openOciLayout(folder: string, ref?: string): Promise<StoredImage> {
  try {
    const index = await blobOfFile(join(folder, "index.json"))
    const where = { name: folder, close: async () => {}, ...(ref === undefined ? {} : { ref }) }
    return await openFromIndex(index, blobFolder(folder), where)
  } catch (cause) {
    throw storeProblem(`'${folder}' cannot be read as an OCI layout`, {
      cause,
      fix: "name a folder with an index.json",
    })
  }
}
