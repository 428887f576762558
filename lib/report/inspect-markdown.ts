import { formatBytes } from "../text/bytes.ts"
import { sizeWords, wasteWords } from "./headline.ts"
import type { Inspection } from "./inspection-schema.ts"
import { markdownCode, markdownTable, markdownText } from "./markdown.ts"
import { packageLabel } from "./package-label.ts"
import { formatPlace } from "./place.ts"
import { formatShare } from "./share.ts"

/** A comment for a pull request: what the image weighs, its heaviest steps and packages, and what can go. */
export function inspectionMarkdown(inspection: Inspection, { top = 10 }: { readonly top?: number } = {}): string {
  const { unpackedBytes: whole, waste } = inspection
  const folded = (title: string, body: string): readonly string[] => [
    `<details><summary>${title}</summary>\n`,
    body,
    "\n</details>\n",
  ]
  const sized = (
    name: string,
    rows: readonly { readonly bytes: number; readonly cells: readonly string[] }[],
  ): string => {
    const weighty = rows.filter(({ bytes }) => bytes > 0)
    const rest = weighty.slice(top)
    const restBytes = rest.reduce((sum, { bytes }) => sum + bytes, 0)
    const shown = [
      ...weighty.slice(0, top),
      ...(rest.length > 0 ? [{ bytes: restBytes, cells: [`${rest.length} smaller`] }] : []),
    ]
    return markdownTable(
      [{ title: "unpacked", right: true }, { title: "share", right: true }, { title: name }],
      shown.map(({ bytes, cells }) => [formatBytes(bytes), formatShare(bytes, whole), cells.filter(Boolean).join(" ")]),
    )
  }
  const steps = inspection.steps.map(({ unpackedBytes: bytes, step, at }) => ({
    bytes,
    cells: [markdownCode(step), at ? markdownCode(formatPlace(at)) : ""],
  }))
  const packages = inspection.packages.map((each) => ({
    bytes: each.unpackedBytes,
    cells: [markdownCode(packageLabel(each))],
  }))
  const findings = (waste?.findings ?? []).map(({ freedBytes, title, remedy, at }) => [
    formatBytes(freedBytes),
    [markdownText(title), at ? markdownCode(formatPlace(at)) : ""].filter(Boolean).join(" "),
    markdownText(remedy),
  ])
  const can = wasteWords(inspection)
  return [
    `### ${markdownCode(inspection.image.ref)}: ${formatBytes(whole)} unpacked\n`,
    `${sizeWords(inspection).slice(1).join(", ")}${can === undefined ? "" : `. **${can}.**`}\n`,
    sized("step", steps),
    "",
    ...(findings.length > 0
      ? folded(
          `Waste: ${findings.length} findings`,
          markdownTable(
            [{ title: "frees", right: true }, { title: "what" }, { title: "remedy" }],
            findings.slice(0, top),
          ),
        )
      : []),
    ...folded("Packages", sized("package", packages)),
  ].join("\n")
}
