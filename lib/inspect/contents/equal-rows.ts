/** Two rows that hold the same bytes; twice the same row is one that was compared. */
export type EqualPair = readonly [row: number, other: number]

/** Numbers rows by what they hold: the same number for the same bytes, 0 for what was not compared. */
export function numberEqualRows(rowCount: number, pairs: Iterable<EqualPair>): Uint32Array {
  // A forest: each row points to one that is equal, the last of them to itself (counted from 1, 0 is in no pair).
  const same = new Uint32Array(rowCount)
  const rootOf = (row: number): number => {
    let at = row
    while (same[at] !== 0 && same[at] !== at + 1) at = (same[at] as number) - 1
    return at
  }
  for (const [row, other] of pairs) {
    const [one, two] = [rootOf(row), rootOf(other)]
    same[one] = one + 1
    same[two] = one + 1
    // The way up stays short.
    same[row] = one + 1
    same[other] = one + 1
  }
  for (let row = 0; row < rowCount; row++) if (same[row] !== 0) same[row] = rootOf(row) + 1
  return same
}
