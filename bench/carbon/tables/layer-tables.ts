import { markdownCode, markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import { layersBeyond } from "../family-bytes.ts"
import { find, images, type Results } from "./known.ts"
import { percentOf } from "./words.ts"

/** Layers smaller than this are left out. */
const leastBytes = 1e7

/** Where the bytes of legacy are: its layers, largest first; of the images built on base, what they add. */
export function layerTables(results: Results): string {
  const base = find(results, "legacy", "base")?.metrics
  return images
    .flatMap((image) => {
      const legacy = find(results, "legacy", image)?.metrics
      if (!legacy) return []
      const own = image === "base" || !base ? legacy.layers : layersBeyond(base, legacy)
      const rows = own
        .toSorted((a, b) => b.unpackedBytes - a.unpackedBytes)
        .filter((layer) => layer.unpackedBytes >= leastBytes)
        .map(({ unpackedBytes, step }) => [
          formatBytes(unpackedBytes),
          percentOf([unpackedBytes, unpackedBytes], legacy.unpackedBytes),
          markdownCode(step),
        ])
      const columns = [
        { title: "unpacked", right: true },
        { title: "share of the image", right: true },
        { title: "step" },
      ]
      const title = image === "base" ? "### legacy base" : `### what legacy ${image} adds to base`
      return [title, markdownTable(columns, rows)]
    })
    .join("\n\n")
}
