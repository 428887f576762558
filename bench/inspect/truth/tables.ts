import type { Explained } from "./classes.ts"
import { type Truth, unexplained } from "./truth.ts"

export interface NamedTruth {
  readonly id: string
  readonly truth: Truth
}

const grouped = (number: number): string => number.toLocaleString("en-US")
const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(3)} %`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`
  const right = head.map((_, column) => (column === 0 ? "---" : "---:"))
  return [head, right, ...rows].map(line).join("\n")
}

/** Entries and bytes: those of inspect, and how many of them each other program sees otherwise. */
export function entriesTable(truths: readonly NamedTruth[]): string {
  const names = truths[0]?.truth.oracles.map(({ name }) => name) ?? []
  const differences = ({ classes, unexplained }: Explained): string =>
    grouped(unexplained.length + classes.reduce((total, { count }) => total + count, 0))
  return table(
    ["image", "layers", "entries", "unpacked bytes", "visible bytes", ...names, "unowned"],
    truths.map(({ id, truth }) => [
      id,
      ...[truth.layers, truth.entries, truth.unpackedBytes, truth.visibleBytes].map(grouped),
      ...names.map((name) => {
        const oracle = truth.oracles.find((found) => found.name === name)
        return oracle ? differences(oracle) : ""
      }),
      share(truth.unownedBytes, truth.unpackedBytes),
    ]),
  )
}

/** What each package manager lists, and whose it is in the ledger. */
export function ownersTable(truths: readonly NamedTruth[]): string {
  return table(
    [
      "image",
      "asked",
      "packages",
      "files listed",
      "their bytes",
      "the same in the ledger",
      "an earlier owner's",
      "left",
    ],
    truths.flatMap(({ id, truth }) =>
      truth.ecosystems.map(({ ecosystem, packages, files, listedBytes, sameBytes, earlierBytes }) => [
        id,
        ecosystem,
        ...[packages, files, listedBytes, sameBytes, earlierBytes, listedBytes - sameBytes - earlierBytes].map(grouped),
      ]),
    ),
  )
}

/** Differences that are explained, by what explains them. */
export function explainedTable(truths: readonly NamedTruth[]): string {
  const found = new Map<string, { images: number; files: number; bytes: number }>()
  for (const { truth } of truths) {
    for (const { name, count, bytes } of [...truth.oracles, truth.others, truth.beyond].flatMap((all) => all.classes)) {
      const known = found.get(name) ?? { images: 0, files: 0, bytes: 0 }
      found.set(name, { images: known.images + 1, files: known.files + count, bytes: known.bytes + bytes })
    }
  }
  return table(
    ["difference", "images", "files", "bytes"],
    [...found].map(([name, { images, files, bytes }]) => [name, ...[images, files, bytes].map(grouped)]),
  )
}

export function unexplainedLines(truths: readonly NamedTruth[]): readonly string[] {
  return truths.flatMap(({ id, truth }) => unexplained(truth).map((line) => `${id}: ${line}`))
}
