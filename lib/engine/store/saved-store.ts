import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { openArchive } from "./archive-image.ts"
import type { ImageStore } from "./types.ts"

/** Runs the docker client of an engine. */
export type DockerClient = (
  args: readonly string[],
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>

/**
 * Reads images by `docker save` into a temporary file: for engines whose files cannot be reached, or are kept in a way
 * that only the engine knows. The file has no name any more once it is open: it takes the image's size on disk until
 * the image is closed or this process ends, however it ends.
 */
export function savedStore(docker: DockerClient): ImageStore {
  return {
    async open(ref) {
      const folder = await mkdtemp(join(tmpdir(), "strata-image-"))
      const file = join(folder, "image.tar")
      try {
        const saved = await docker(["image", "save", "--output", file, ref])
        if (saved.exitCode !== 0) {
          throw new StrataError({
            code: "engine-store",
            message: `the engine cannot give out image '${ref}'`,
            detail: saved.stderr.trim(),
            fix: "see which there are: docker images",
          })
        }
        return await openArchive(file)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
