const slash = 0x2f

/** Where a part of a path ends. By hand: `indexOf` would go on behind the path, through all of a list it lies in. */
export function partEnd(bytes: Uint8Array, from: number, end: number): number {
  let to = from
  while (to < end && bytes[to] !== slash) to++
  return to
}
