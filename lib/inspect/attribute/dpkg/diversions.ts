import type { PathFinder } from "../path-finder.ts"

/** A file that one package put in the place of others' (dpkg-divert(1)). */
export interface Diversion {
  /** The line in others' lists that still names the place. */
  readonly line: Buffer
  /** Number of that path, where something is there. */
  readonly fromPath: number | undefined
  /** Number of the path where others' file is now. */
  readonly toPath: number | undefined
  /** The package whose file stays in its place; `:` where it was diverted by hand, for all packages. */
  readonly by: string
}

/** Reads `/var/lib/dpkg/diversions`: three lines each. */
export function readDiversions(text: string, finder: PathFinder): readonly Diversion[] {
  const lines = text.split("\n")
  const diversions: Diversion[] = []
  for (let index = 0; index + 2 < lines.length; index += 3) {
    const [from = "", to = "", by = ""] = lines.slice(index, index + 3)
    diversions.push({
      line: Buffer.from(`${from}\n`),
      fromPath: finder.findText(from),
      toPath: finder.findText(to),
      by,
    })
  }
  return diversions
}
