import type { Finding } from "../findings.ts"
import type { Context } from "./context.ts"
import type { Draft } from "./draft.ts"

/** Paths that a finding names. */
const mostPaths = 20

interface Freed {
  readonly row: number
  readonly bytes: number
}

/** The heaviest, heaviest first; of equal ones the first. */
function heaviest(freed: readonly Freed[], most: number): readonly Freed[] {
  const kept: Freed[] = []
  for (const one of freed) {
    const last = kept.at(-1)
    if (kept.length === most && last && one.bytes <= last.bytes) continue
    const at = kept.findIndex(({ bytes }) => bytes < one.bytes)
    kept.splice(at < 0 ? kept.length : at, 0, one)
    if (kept.length > most) kept.pop()
  }
  return kept
}

export function toFinding({ files, layers }: Context, { kind, title, remedy, layer, rows, parts }: Draft): Finding {
  const freed: Freed[] = [
    ...rows.map((row) => ({ row, bytes: files.rows.bytes[row] ?? 0 })),
    ...[...(parts ?? [])].map(([row, bytes]) => ({ row, bytes })),
  ]
  const at = layer === undefined ? undefined : layers[layer]?.at
  const step = layer === undefined ? undefined : layers[layer]?.step
  return {
    kind,
    title,
    remedy,
    freedBytes: freed.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(layer === undefined ? {} : { layer }),
    ...(step ? { step } : {}),
    ...(at ? { at } : {}),
    paths: heaviest(freed, mostPaths).map(({ row, bytes }) => ({
      path: files.paths.path(files.rows.path[row] ?? 0),
      bytes,
    })),
    pathCount: freed.length,
  }
}
