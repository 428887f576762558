import { markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import { cases } from "../cases.ts"
import { aboveFloor } from "../floor.ts"
import { ours } from "../look-inside.ts"
import { images, type Results } from "./known.ts"
import { notMeasured } from "./words.ts"

/** How far each image is above its floor, and what the difference is. */
export function floorTable(results: Results): string {
  const rows = cases
    .filter(({ role }) => ours.includes(role))
    .toSorted((a, b) => images.indexOf(a.image) - images.indexOf(b.image))
    .map((which) => {
      const { metrics, floor } = results(which) ?? {}
      if (!metrics || !floor) return [which.id, notMeasured, "", "", ...aboveFloor.map(() => "")]
      const above = ((metrics.unpackedBytes / floor.bytes - 1) * 100).toFixed(1)
      return [
        which.id,
        formatBytes(floor.bytes),
        formatBytes(metrics.unpackedBytes),
        `+${above} %`,
        ...aboveFloor.map((why) => formatBytes(floor.above[why])),
      ]
    })
  return markdownTable(
    [
      { title: "image" },
      { title: "floor", right: true },
      { title: "image", right: true },
      { title: "above", right: true },
      ...aboveFloor.map((title) => ({ title, right: true })),
    ],
    rows,
  )
}
