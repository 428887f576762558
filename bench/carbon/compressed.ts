/**
 * Compresses the layers of the family's built images as a registry would with zstd, each layer once, and notes the bytes by
 * layer in FOLDER. Images that are not in the engine are passed over.
 *   npx tsx --conditions=strata-source bench/carbon/compressed.ts FOLDER
 */
import { writeFileSync } from "node:fs"
import { measureCompressed } from "../../lib/engine/export/measure-compressed.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { cases, tagOf } from "./cases.ts"
import { compressedFile, readCompressed } from "./results.ts"

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error("usage: bench/carbon/compressed.ts FOLDER")

const engine = await openEngine({ choice: "embedded", store: "classic" })
const known = new Map(Object.entries(readCompressed(folder)))
for (const which of cases) {
  const { exitCode } = await engine.docker(["image", "inspect", tagOf(which)], { stdio: "capture" })
  if (exitCode !== 0) continue
  const image = await engine.images.open(tagOf(which))
  try {
    const layers = image.layers.filter(({ diffId }) => !known.has(diffId))
    const measured = await measureCompressed({ ...image, layers }, "zstd")
    for (const { diffId, compressedBytes } of measured) known.set(diffId, compressedBytes)
    writeFileSync(compressedFile(folder), `${JSON.stringify(Object.fromEntries(known))}\n`)
    console.error(`${which.id}: ${layers.length} of ${image.layers.length} layers compressed`)
  } finally {
    await image.close()
  }
}
