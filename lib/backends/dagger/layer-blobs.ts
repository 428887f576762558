import { open } from "node:fs/promises"
import { z } from "zod"
import { StrataError } from "../../errors/index.ts"
import { indexArchive } from "../../tar/index.ts"

const manifestSchema = z.array(z.object({ Layers: z.array(z.string()) })).min(1)

/**
 * Bytes of every layer's blob in a docker archive, in order: as a registry would store them.
 * @throws StrataError `engine-store` where the file is no such archive
 */
export async function layerBlobs(file: string): Promise<readonly number[]> {
  const entries = new Map(indexArchive(file).map((entry) => [entry.path, entry]))
  const found = entries.get("manifest.json")
  if (!found) throw new StrataError({ code: "engine-store", message: `'${file}' has no manifest.json` })
  const handle = await open(file)
  try {
    const bytes = Buffer.alloc(found.size)
    await handle.read(bytes, 0, found.size, found.offset)
    const [first] = manifestSchema.parse(JSON.parse(bytes.toString("utf8")))
    return (first?.Layers ?? []).map((path) => entries.get(path)?.size ?? 0)
  } finally {
    await handle.close()
  }
}
