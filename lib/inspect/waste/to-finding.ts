import type { Finding } from "../findings.ts"
import type { ContentContext } from "./context.ts"
import type { Draft } from "./draft.ts"
import { heaviestOwners } from "./heaviest-owners.ts"

/** Paths that a finding names. */
const mostPaths = 20

interface Freed {
  readonly row: number
  readonly bytes: number
}

/**
 * Puts a row among the heaviest, heaviest first; of equal ones the first stays before.
 * @returns the bytes that the next has to have more of
 */
function keepHeaviest(kept: Freed[], row: number, bytes: number): number {
  const at = kept.findIndex((one) => one.bytes < bytes)
  kept.splice(at < 0 ? kept.length : at, 0, { row, bytes })
  if (kept.length > mostPaths) kept.pop()
  return kept.length < mostPaths ? -1 : (kept.at(-1)?.bytes ?? -1)
}

type Described = Pick<ContentContext, "files" | "attribution" | "layers">

function remedyOf({ files, attribution }: Described, { remedy, namesOwners, rows }: Draft): string {
  const owners = namesOwners ? heaviestOwners(files.rows, attribution, rows) : []
  return owners.length === 0 ? remedy : `${remedy} Most are of ${owners.join(", ")}.`
}

/** Weighs a draft, and names what it is about. */
export function toFinding(image: Described, draft: Draft): Finding {
  const { files, layers } = image
  const { kind, title, layer, rows, parts = new Map<number, number>() } = draft
  const heaviest: Freed[] = []
  let freedBytes = 0
  let least = -1
  const add = (row: number, bytes: number): void => {
    freedBytes += bytes
    if (bytes > least) least = keepHeaviest(heaviest, row, bytes)
  }
  for (const row of rows) add(row, files.rows.bytes[row] ?? 0)
  for (const [row, bytes] of parts) add(row, bytes)
  const { at, step } = (layer === undefined ? undefined : layers[layer]) ?? {}
  return {
    kind,
    title,
    remedy: remedyOf(image, draft),
    freedBytes,
    ...(layer === undefined ? {} : { layer }),
    ...(step ? { step } : {}),
    ...(at ? { at } : {}),
    paths: heaviest.map(({ row, bytes }) => ({ path: files.paths.path(files.rows.path[row] ?? 0), bytes })),
    pathCount: rows.length + parts.size,
  }
}
