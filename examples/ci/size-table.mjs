/** Prints the metrics documents that `strata build --metrics` wrote as one Markdown table: `node size-table.mjs FILE...` */
import { readFileSync } from "node:fs"

const gigabytes = (bytes) => (bytes === undefined ? "" : `${(bytes / 1e9).toFixed(2)} GB`)

const rows = process.argv
  .slice(2)
  .map((file) => JSON.parse(readFileSync(file, "utf8")))
  .sort((a, b) => a.unpackedBytes - b.unpackedBytes)
  .map(({ image, unpackedBytes, compressedBytes, layers, cache, seconds }) => [
    [image.name, image.variant].filter(Boolean).join(" "),
    gigabytes(unpackedBytes),
    gigabytes(compressedBytes),
    layers.length,
    cache.totalSteps === 0 ? "" : `${cache.cachedSteps} of ${cache.totalSteps}`,
    `${Math.round(seconds)} s`,
  ])

const head = ["image", "unpacked", "compressed", "layers", "steps from cache", "built in"]
for (const row of [head, head.map(() => "---"), ...rows]) console.log(`| ${row.join(" | ")} |`)
