import { createHash } from "node:crypto"
import type { Image } from "./image.ts"

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  // Code-unit order, so that the result does not depend on the machine's locale.
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

/** The canonical form: keys sorted at every level, `undefined` left out, two-space indent, one newline at the end. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value as Json), null, 2)}\n`
}

/**
 * `sha256:...` of what an image *is*: its canonical form without origins, so that moving a call
 * to another line or renaming the user's file does not make it another image.
 */
export function imageDigest(image: Image): string {
  // Only an op's own `origin`: a variable or a label may have that name too.
  const stages = image.stages.map((stage) => ({ ...stage, ops: stage.ops.map(({ origin: _, ...op }) => op) }))
  const content = JSON.stringify(sorted({ ...image, stages } as unknown as Json))
  return `sha256:${createHash("sha256").update(content).digest("hex")}`
}
