type Version = readonly [major: number, minor: number, patch: number]

function parts(version: string): Version {
  // What is left out or is no number means "the newest".
  const [major = Infinity, minor = Infinity, patch = Infinity] = version
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : Infinity))
  return [major, minor, patch]
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? 0
    // Not by subtraction: two missing parts are equal, and Infinity - Infinity is no number.
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

/** Orders versions, oldest first. */
export function compareVersions(a: string, b: string): number {
  return compareNumbers(parts(a), parts(b))
}

/** How far a part is from the wanted one; from "the newest" a higher one is nearer. */
function apart(part: number, wanted: number): number {
  return wanted === Infinity ? -part : Math.abs(part - wanted)
}

/** Smaller is nearer. Past the first part that differs, the next one is measured from the side that the version is on. */
function distance([major, minor, patch]: Version, [wantedMajor, wantedMinor, wantedPatch]: Version): readonly number[] {
  if (major !== wantedMajor) {
    const above = major > wantedMajor
    return [apart(major, wantedMajor), above ? 0 : 1, above ? minor : -minor, -patch]
  }
  if (minor !== wantedMinor) return [0, 0, apart(minor, wantedMinor), minor > wantedMinor ? 0 : 1, -patch]
  return [0, 0, apart(minor, wantedMinor), 0, apart(patch, wantedPatch)]
}

/** Orders versions by how near they are to `wanted`: same minor first, then same major, then the rest; ties: newer first. */
export function byDistanceTo(wanted: string): (a: string, b: string) => number {
  const target = parts(wanted)
  return (a, b) => compareNumbers(distance(parts(a), target), distance(parts(b), target)) || compareVersions(b, a)
}
