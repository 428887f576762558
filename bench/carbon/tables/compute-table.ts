import { formatBytes } from "../../../lib/report/bytes.ts"
import { markdownTable } from "../../../lib/report/markdown.ts"
import { computeLegacy, computeNow, computePhase2 } from "../computed-compute.ts"
import type { Results } from "./known.ts"
import { change } from "./words.ts"

/** What compute weighs, where it was not built: computed from its wheels and from layers of the other images. */
export function computeTable(results: Results): string {
  const before = computeLegacy(results)
  const variants = (["server", "minimal", "desktop"] as const).map(
    (variant) => [`compute ${variant}`, computeNow(results, variant)] as const,
  )
  const rows = [["profile `phase2`", computePhase2(results)] as const, ...variants].flatMap(([name, after]) =>
    before && after
      ? [
          [
            name,
            formatBytes(before.unpackedBytes),
            formatBytes(after.unpackedBytes),
            change(after.unpackedBytes, before.unpackedBytes),
          ],
        ]
      : [],
  )
  return markdownTable(
    [
      { title: "image" },
      { title: "legacy desktop, computed", right: true },
      { title: "now, computed", right: true },
      { title: "change", right: true },
    ],
    rows,
  )
}
