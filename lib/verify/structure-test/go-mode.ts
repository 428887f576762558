const letters = "rwxrwxrwx"
const special: readonly (readonly [bit: number, letter: string])[] = [
  [0o4000, "u"],
  [0o2000, "g"],
  [0o1000, "t"],
]

/** A mode as Go's `fs.FileMode` prints it: letters for folder, set-user-ID, set-group-ID and sticky, or `-`, then nine. */
export function goMode(mode: number, isFolder: boolean): string {
  const before = `${isFolder ? "d" : ""}${special.map(([bit, letter]) => ((mode & bit) === 0 ? "" : letter)).join("")}`
  const bits = [...letters].map((letter, index) => ((mode & (0o400 >> index)) === 0 ? "-" : letter))
  return `${before || "-"}${bits.join("")}`
}
