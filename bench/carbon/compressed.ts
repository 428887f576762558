/**
 * Compresses the layers of the measured images that the engine has as a registry would with zstd, each layer once, and notes
 * the bytes in their records. Layers of an image that was built again since it was measured are not its record's: measure it
 * again first.
 *   npx tsx --conditions=strata-source bench/carbon/compressed.ts [CASE...]
 */
import { measureCompressed } from "../../lib/engine/export/measure-compressed.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { cases, tagOf } from "./cases.ts"
import { readResult, shortDigest, writeResult } from "./results.ts"

const wanted = process.argv.slice(2)
const known = new Map<string, number>()
for (const { diffId, compressedBytes } of cases.flatMap((which) => readResult(which)?.metrics.layers ?? []))
  if (compressedBytes !== undefined) known.set(diffId, compressedBytes)

const engine = await openEngine({ choice: "embedded", store: "classic" })
for (const which of cases) {
  if (wanted.length > 0 && !wanted.includes(which.id)) continue
  const result = readResult(which)
  const { exitCode } = await engine.docker(["image", "inspect", tagOf(which)], { stdio: "capture" })
  if (exitCode !== 0 || !result) continue
  const image = await engine.images.open(tagOf(which))
  try {
    const layers = image.layers.filter(({ diffId }) => !known.has(shortDigest(diffId)))
    for (const { diffId, compressedBytes } of await measureCompressed({ ...image, layers }, "zstd"))
      known.set(shortDigest(diffId), compressedBytes)
    const noted = result.metrics.layers.map((layer) => {
      const bytes = known.get(layer.diffId)
      return bytes === undefined ? layer : { ...layer, compressedBytes: bytes }
    })
    writeResult(which, { ...result, metrics: { ...result.metrics, layers: noted } })
    console.error(`${which.id}: ${layers.length} of ${image.layers.length} layers compressed`)
  } finally {
    await image.close()
  }
}
