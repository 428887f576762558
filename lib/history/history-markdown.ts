import { signedBytes } from "../ledger/report/signed.ts"
import { markdownCode, markdownTable } from "../report/markdown.ts"
import { formatBytes } from "../text/bytes.ts"
import { sparkline } from "./sparkline.ts"
import type { Trend } from "./trends.ts"

/** A history as Markdown: a table of each image, with its chart in the title. */
export function historyMarkdown(of: readonly Trend[]): string {
  return of
    .map(({ image, points }) =>
      [
        `### ${markdownCode(image)} ${sparkline(points.map(({ unpackedBytes }) => unpackedBytes))}`,
        "",
        markdownTable(
          [
            { title: "time (UTC)" },
            { title: "unpacked", right: true },
            { title: "change", right: true },
            { title: "compressed", right: true },
            { title: "build" },
          ],
          points.map(({ time, unpackedBytes, changeBytes, compressedBytes, label }) => [
            time.slice(0, 16).replace("T", " "),
            formatBytes(unpackedBytes),
            changeBytes === undefined ? "" : signedBytes(changeBytes),
            compressedBytes === undefined ? "" : formatBytes(compressedBytes),
            label === undefined ? "" : markdownCode(label),
          ]),
        ),
      ].join("\n"),
    )
    .join("\n\n")
}
