import type { SourcePlace } from "../ledger/index.ts"

/** `image.ts:12`, or nothing where the line is not known. */
export function formatPlace(at: SourcePlace | undefined): string {
  return at ? `${at.file}:${at.line}` : ""
}
