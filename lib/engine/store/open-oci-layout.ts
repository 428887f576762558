import { join } from "node:path"
import { blobOfFile } from "./blob.ts"
import { openFromIndex } from "./oci-image.ts"
import type { FindBlob, Platform } from "./oci-manifest.ts"
import { storeProblem } from "./problem.ts"
import type { StoredImage } from "./types.ts"

/** Blobs of a folder as OCI layouts and containerd keep them: `blobs/sha256/...`. */
export function blobFolder(folder: string): FindBlob {
  return async (digest) => {
    // A manifest is not to be trusted with paths: `sha256:../../x` would be one.
    if (!/^[a-z0-9]+:[a-zA-Z0-9]+$/.test(digest)) throw storeProblem(`'${digest}' is no digest`)
    return blobOfFile(join(folder, "blobs", ...digest.split(":")))
  }
}

/**
 * An image of an OCI layout folder.
 * @param ref its name in the layout; needed only where there are several.
 * @param platform which image of an index; default this machine's.
 * @throws StrataError `engine-store`
 */
export async function openOciLayout(folder: string, ref?: string, platform?: Platform): Promise<StoredImage> {
  try {
    const index = await blobOfFile(join(folder, "index.json"))
    const where = {
      name: folder,
      close: async () => {},
      ...(ref === undefined ? {} : { ref }),
      ...(platform ? { platform } : {}),
    }
    return await openFromIndex(index, blobFolder(folder), where)
  } catch (cause) {
    throw storeProblem(`'${folder}' cannot be read as an OCI layout`, {
      cause,
      fix: "name a folder with an index.json",
    })
  }
}
