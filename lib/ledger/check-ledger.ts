import { categories, ecosystems, type Ledger, rowStates } from "./ledger.ts"
import type { PathTableData } from "./path-table.ts"

function isBelow(column: Uint8Array | Uint16Array | Uint32Array, limit: number): boolean {
  for (let row = 0; row < column.length; row++) if ((column[row] ?? 0) >= limit) return false
  return true
}

function wrongRows({ rows, layers, packages, paths }: Ledger): string | undefined {
  const { length } = rows.bytes
  if (Object.values(rows).some((column) => column.length !== length)) return "columns of different lengths"
  for (let row = 0; row < length; row++) {
    const bytes = rows.bytes[row] ?? 0
    if (!(bytes >= 0 && Number.isSafeInteger(bytes))) return `row ${row} has no whole number of bytes`
  }
  if (!isBelow(rows.layer, layers.length)) return "a row of a layer that is not there"
  if (!isBelow(rows.path, paths.count)) return "a row of a path that is not there"
  if (!isBelow(rows.package, packages.length)) return "a row of a package that is not there"
  if (!isBelow(rows.category, categories.length)) return "a row of an unknown category"
  if (!isBelow(rows.state, rowStates.length)) return "a row of an unknown state"
  return undefined
}

/** What is wrong with the arrays of a path table that comes from outside, if anything is. */
export function wrongPaths({ count, parents, nameStarts, names }: PathTableData): string | undefined {
  if (count < 1 || parents.length !== count || nameStarts.length !== count + 1) return "paths of the wrong number"
  if (nameStarts[0] !== 0 || nameStarts[1] !== 0 || nameStarts[count] !== names.length) return "names cut off"
  for (let id = 1; id < count; id++) {
    // What is above has a smaller number: no path is its own folder.
    if ((parents[id] ?? id) >= id) return `path ${id} is above its folder`
    if ((nameStarts[id + 1] ?? 0) <= (nameStarts[id] ?? 0)) return `path ${id} has no name`
  }
  return names.includes(0x2f) ? "a name with a slash" : undefined
}

/** What is wrong with a ledger that comes from outside, if anything is. */
export function wrongLedger(ledger: Ledger): string | undefined {
  const [first] = ledger.packages
  if (first?.ecosystem !== "none") return "package 0 is not nobody"
  if (ledger.packages.some(({ ecosystem }) => !ecosystems.includes(ecosystem))) return "an unknown ecosystem"
  return wrongRows(ledger)
}
