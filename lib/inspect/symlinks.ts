import { entryKinds } from "./image-files.ts"
import type { LayerScan } from "./scan/layer-scan.ts"

const symlink = entryKinds.indexOf("symlink")

/** Links of a part of a layer, their targets as bytes. */
interface PartLinks {
  /** First row of the part. */
  readonly from: number
  /** Rows of links, counted from that; those of hard links too. */
  readonly rows: Uint32Array
  readonly ends: Uint32Array
  readonly targets: Buffer
  readonly kind: Uint8Array
}

/** Place of a number in a list that only rises; -1 where it is not there. */
function placeOf(list: Uint32Array, wanted: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] as number) < wanted) low = middle + 1
    else high = middle
  }
  return list[low] === wanted ? low : -1
}

/**
 * What symbolic links lead to, by their rows. An icon theme has tens of thousands and few are ever followed, so a target
 * stays bytes until somebody asks.
 */
export class Symlinks {
  readonly #parts: PartLinks[] = []

  /** Takes the links of the next rows. */
  add(from: number, { linkRows: rows, linkEnds: ends, links, kind }: LayerScan): void {
    const targets = Buffer.from(links.buffer, links.byteOffset, links.byteLength)
    this.#parts.push({ from, rows, ends, targets, kind })
  }

  get(row: number): string | undefined {
    const part = this.#parts.findLast(({ from }) => from <= row)
    if (part === undefined || part.kind[row - part.from] !== symlink) return undefined
    const place = placeOf(part.rows, row - part.from)
    return place < 0 ? undefined : part.targets.toString("utf8", part.ends[place - 1] ?? 0, part.ends[place])
  }

  /** Rows, in a list: a generator takes longer than what is done with them. */
  keys(): IterableIterator<number> {
    const found = new Uint32Array(this.#parts.reduce((sum, { rows }) => sum + rows.length, 0))
    let count = 0
    for (const { from, rows, kind } of this.#parts)
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index] as number
        if (kind[row] === symlink) found[count++] = from + row
      }
    return found.subarray(0, count).values()
  }
}
