import { execFileSync } from "node:child_process"
import { join } from "node:path"
import type { InspectedImage } from "../../../lib/inspect/index.ts"
import { unowned } from "../../../lib/ledger/index.ts"
import { type Inspection, inspectionSchema } from "../../../lib/report/index.ts"
import type { Oracle } from "./truth.ts"

const bin = join(import.meta.dirname, "../../../bin/strata.js")
const mostBytes = 1 << 28

type Figures = ReadonlyMap<string, number>

function figuresOf({ unpackedBytes, entries, layers, ecosystems }: Inspection): Figures {
  return new Map([
    ["unpacked bytes", unpackedBytes],
    ["entries", entries],
    ...layers.flatMap((layer, number): (readonly [string, number])[] => [
      [`bytes of layer ${number}`, layer.unpackedBytes],
      [`entries of layer ${number}`, layer.entries],
    ]),
    ...ecosystems.map((found) => [`bytes of ${found.ecosystem}`, found.unpackedBytes] as const),
  ])
}

/** The same figures as sums over the columns of the table. */
function sums({ ledger: { rows, packages, layers } }: InspectedImage): Figures {
  const found = new Map<string, number>()
  const add = (key: string, amount: number) => found.set(key, (found.get(key) ?? 0) + amount)
  for (const number of layers.keys()) {
    add(`bytes of layer ${number}`, 0)
    add(`entries of layer ${number}`, 0)
  }
  for (const [row, bytes] of rows.bytes.entries()) {
    add("unpacked bytes", bytes)
    add("entries", 1)
    add(`bytes of layer ${rows.layer[row]}`, bytes)
    add(`entries of layer ${rows.layer[row]}`, 1)
    add(`bytes of ${(packages[rows.package[row] ?? 0] ?? unowned).ecosystem}`, bytes)
  }
  return found
}

/** What the command prints as JSON, against the library's table. */
export function commandSays(ref: string, inspected: InspectedImage): Oracle {
  const text = execFileSync(process.execPath, [bin, "inspect", `docker:${ref}`, "--json"], { maxBuffer: mostBytes })
  const document = inspectionSchema.parse(JSON.parse(text.toString("utf8")))
  const [said, summed] = [figuresOf(document), sums(inspected)]
  const unexplained = [...new Set([...said.keys(), ...summed.keys()])]
    .filter((key) => said.get(key) !== summed.get(key))
    .map((key) => `${key}: ${said.get(key)}, in the table ${summed.get(key)}`)
  return {
    name: "strata inspect --json",
    entries: document.entries,
    bytes: document.unpackedBytes,
    classes: [],
    unexplained,
  }
}
