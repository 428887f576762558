function parts(version: string): readonly [major: number, minor: number, patch: number] {
  const numbers = version.split(".").map(Number)
  // What is left out or is no number means "the newest".
  const [major = Infinity, minor = Infinity, patch = Infinity] = numbers.map((n) => (Number.isNaN(n) ? Infinity : n))
  return [major, minor, patch]
}

/** Orders versions, oldest first. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  for (const index of [0, 1, 2] as const) if (left[index] !== right[index]) return left[index] - right[index]
  return 0
}

/** Orders versions by how near they are to `wanted`: same minor first, then same major, then the rest; ties: newer first. */
export function byDistanceTo(wanted: string): (a: string, b: string) => number {
  const target = parts(wanted)
  return (a, b) => {
    const [left, right] = [parts(a), parts(b)]
    for (const index of [0, 1, 2] as const) {
      if (target[index] === Infinity) break
      const difference = Math.abs(left[index] - target[index]) - Math.abs(right[index] - target[index])
      if (difference !== 0) return difference
      // Past the first part that differs the following ones say nothing about nearness.
      if (left[index] !== target[index]) break
    }
    return compareVersions(b, a)
  }
}
