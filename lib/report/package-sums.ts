import { type Ledger, type LedgerPackage, rowCount } from "../ledger/ledger.ts"

export interface PackageSum {
  readonly owner: LedgerPackage
  readonly bytes: number
  /** Number of rows. */
  readonly rows: number
}

/** Unpacked bytes and rows of each package, in the order of the ledger: versions of one package are apart. */
export function packageSums(ledger: Ledger): readonly PackageSum[] {
  const { packages, rows: columns } = ledger
  const bytes = new Float64Array(packages.length)
  const rows = new Uint32Array(packages.length)
  for (let row = 0; row < rowCount(ledger); row++) {
    const number = columns.package[row] ?? 0
    bytes[number] = (bytes[number] ?? 0) + (columns.bytes[row] ?? 0)
    rows[number] = (rows[number] ?? 0) + 1
  }
  return packages.map((owner, number) => ({ owner, bytes: bytes[number] ?? 0, rows: rows[number] ?? 0 }))
}
