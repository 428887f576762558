import { createColors } from "picocolors"
import { printable } from "../text/printable.ts"
import { sizeWords, wasteWords } from "./headline.ts"
import type { Inspection } from "./inspection-schema.ts"
import { packageLabel } from "./package-label.ts"
import { formatPlace } from "./place.ts"
import { beforeName, cut, type SizeRow, type SizeTableOptions, shortened, sizeTable, wrapped } from "./text-table.ts"

export interface SummaryOptions extends Partial<Pick<SizeTableOptions, "colours" | "width">> {
  /** Lines of each table; 10 if not given. */
  readonly top?: number
}

/** Share of an image from which what nobody owns is shown by folder. */
const muchUnowned = 0.01

type Listed = { readonly title: string; readonly rows: readonly SizeRow[] }

function tables({ steps, packages, categories, folders, unowned, unpackedBytes }: Inspection): readonly Listed[] {
  const byPath = (paths: Inspection["folders"]): readonly SizeRow[] =>
    paths.map(({ path, unpackedBytes: bytes }) => ({ bytes, name: `/${path}` }))
  return [
    {
      title: "Steps",
      rows: steps.map(({ unpackedBytes: bytes, step, at }) => ({ bytes, name: step, place: formatPlace(at) })),
    },
    {
      title: "Packages",
      rows: packages.map((each) => ({ bytes: each.unpackedBytes, name: packageLabel(each) })),
    },
    {
      title: "Categories",
      rows: categories.map(({ unpackedBytes: bytes, category }) => ({ bytes, name: category })),
    },
    { title: "Folders", rows: byPath(folders) },
    {
      title: "Unowned",
      rows: unowned.unpackedBytes >= muchUnowned * unpackedBytes ? byPath(unowned.folders) : [],
    },
  ]
}

/** Each finding with its remedy below it. */
function wasteLines({ waste, unpackedBytes }: Inspection, top: number, options: SizeTableOptions): readonly string[] {
  const { width, colours } = options
  const findings = waste?.findings ?? []
  const shown = findings.slice(0, top)
  const margin = " ".repeat(beforeName)
  const sizes = sizeTable(
    shown.map(({ freedBytes, title, at }) => ({ bytes: freedBytes, name: title, place: formatPlace(at) })),
    { ...options, whole: unpackedBytes },
  )
  const lines = shown.flatMap(({ at, step, remedy }, index) => [
    sizes[index] ?? "",
    ...(at || step === undefined ? [] : [`${margin}${colours.dim(cut(printable(`in ${step}`), width - beforeName))}`]),
    ...wrapped(printable(remedy), width - beforeName).map((line) => `${margin}${colours.cyan(line)}`),
  ])
  const more = findings.length - shown.length
  return more > 0 ? [...lines, `${margin}${more} more`] : lines
}

/** A summary for a terminal. */
export function formatInspection(inspection: Inspection, options: SummaryOptions = {}): string {
  const { top = 10, width = 120, colours = createColors(false) } = options
  const tableOptions: SizeTableOptions = { whole: inspection.unpackedBytes, width, colours }
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", colours.bold(title), ...lines]
  const freed = wasteWords(inspection)
  return [
    `${colours.bold(printable(inspection.image.ref))}: ${sizeWords(inspection).join(", ")}`,
    ...(freed === undefined ? [] : [freed]),
    ...tables(inspection).flatMap(({ title, rows }) => {
      const weighty = rows.filter(({ bytes }) => bytes > 0)
      return section(title, sizeTable(shortened(weighty, top), tableOptions))
    }),
    ...section("Waste", wasteLines(inspection, top, tableOptions)),
  ].join("\n")
}
