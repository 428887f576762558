import { mkdir, open, realpath, rename, rm, stat } from "node:fs/promises"
import { dirname } from "node:path"
import { partialName, removeStalePartials } from "./partial.ts"
import { writeChunks } from "./write-chunks.ts"

async function writeTo(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, "w")
  try {
    await writeChunks(file, chunks)
  } finally {
    await file.close()
  }
}

/** Pipes and devices (`/dev/null`, `/dev/stdout`) are written to; a rename would put a file in their place. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && !found.isFile() && !found.isDirectory()
}

/** Writes a file that appears whole or not at all; what had its name before stays until then. */
export async function writeOutputFile(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  if (await isSpecial(path)) return writeTo(path, chunks)
  // A link stays a link, to the new file.
  const place = await realpath(path).catch(() => path)
  await mkdir(dirname(place), { recursive: true })
  await removeStalePartials(place)
  const partial = partialName(place)
  try {
    await writeTo(partial, chunks)
    await rename(partial, place)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {})
    throw error
  }
}
