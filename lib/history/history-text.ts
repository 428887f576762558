import { createColors } from "picocolors"
import { signedBytes } from "../ledger/report/signed.ts"
import { formatBytes } from "../text/bytes.ts"
import { printable } from "../text/printable.ts"
import { sparkline } from "./sparkline.ts"
import type { Trend, TrendPoint } from "./trends.ts"

/** A chart as wide as this holds the builds of a quarter. */
const chartWidth = 80

function row({ time, label = "", unpackedBytes, compressedBytes, changeBytes }: TrendPoint): string {
  const cells = [
    time.slice(0, 16).replace("T", " "),
    formatBytes(unpackedBytes).padStart(10),
    (changeBytes === undefined ? "" : signedBytes(changeBytes)).padStart(10),
    (compressedBytes === undefined ? "" : formatBytes(compressedBytes)).padStart(11),
    printable(label),
  ]
  return `  ${cells.join("  ")}`.trimEnd()
}

const heading = `  ${["time (UTC)".padEnd(16), "unpacked".padStart(10), "change".padStart(10), "compressed".padStart(11), "build"].join("  ")}`

function chart(points: readonly TrendPoint[]): string {
  const sizes = points.map(({ unpackedBytes }) => unpackedBytes)
  const [least, most] = [formatBytes(Math.min(...sizes)), formatBytes(Math.max(...sizes))]
  return `  ${sparkline(sizes.slice(-chartWidth))}  ${least === most ? least : `${least} to ${most}`}`
}

/** A history for a terminal: a table and a chart of each image. */
export function historyText(
  of: readonly Trend[],
  colours: ReturnType<typeof createColors> = createColors(false),
): string {
  return of
    .map(({ image, points }) =>
      [colours.bold(printable(image)), colours.dim(heading), ...points.map(row), chart(points)].join("\n"),
    )
    .join("\n\n")
}
