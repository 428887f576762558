import type { LedgerLayer } from "../../ledger/ledger.ts"
import type { Attribution } from "../attribute/attribution.ts"
import type { ContentFacts } from "../contents/content-facts.ts"
import type { Finding, Waste } from "../findings.ts"
import type { ImageFiles, PlacedEntries } from "../image-files.ts"
import { findCaches } from "./caches.ts"
import { parseCapability } from "./capability.ts"
import type { Context } from "./context.ts"
import { copiedRows } from "./copied-rows.ts"
import { findDevelopmentFiles } from "./development-files.ts"
import type { Draft } from "./draft.ts"
import { findDuplicateContent } from "./duplicate-content.ts"
import { findDuplicateLibraries } from "./duplicate-libraries.ts"
import { findGpuArchitectures } from "./gpu-architectures.ts"
import { findHidden } from "./hidden.ts"
import { toFinding } from "./to-finding.ts"

export interface WasteOptions {
  /** GPUs that the image is to run on, e.g. `sm_80`, `8.0`, `90a`; without any, device code is not judged; without `contents` none is known. */
  readonly gpus?: readonly string[]
  /** What a second pass read; without it only paths are judged. */
  readonly contents?: ContentFacts
  /** What `draftWaste` found of the same image without contents, where it is known. */
  readonly drafts?: readonly Draft[]
}

function contextOf(
  files: PlacedEntries,
  category: Uint8Array,
  layers: readonly LedgerLayer[],
  contents?: ContentFacts,
): Context {
  return { files, category, layers, copies: copiedRows(files, contents) }
}

function draftWith(context: Context): readonly Draft[] {
  return [...findHidden(context), ...findCaches(context), ...findDevelopmentFiles(context)]
}

/** Waste that entries show by themselves, whoever owns them and whatever they hold. Pure. @param category of each row */
export function draftWaste(
  files: PlacedEntries,
  category: Uint8Array,
  layers: readonly LedgerLayer[],
): readonly Draft[] {
  return draftWith(contextOf(files, category, layers))
}

/** Bytes freed if all is mended: each row once, whole or in part. */
function freedByAll({ rows }: ImageFiles, drafts: readonly Draft[], freed: Uint8Array): number {
  let whole = 0
  for (let row = 0; row < freed.length; row++) if (freed[row] === 1) whole += rows.bytes[row] ?? 0
  const parts = new Map<number, number>()
  for (const { parts: some = [] } of drafts) {
    for (const [row, bytes] of some) {
      if (!freed[row]) parts.set(row, Math.min(rows.bytes[row] ?? 0, (parts.get(row) ?? 0) + bytes))
    }
  }
  return [...parts.values()].reduce((sum, bytes) => sum + bytes, whole)
}

/**
 * Finds what could go from an image, in bytes that are really freed. Pure. Each finding says what it frees if it alone is
 * mended; the sum of all is given apart, since findings can name the same bytes: a library that is there twice may lie in a
 * cache.
 * @throws StrataError `invalid-option` where a GPU is none
 */
export function findWaste(
  files: ImageFiles,
  attribution: Attribution,
  layers: readonly LedgerLayer[],
  { gpus = [], contents, drafts: known }: WasteOptions = {},
): Waste {
  const capabilities = gpus.map(parseCapability)
  const freed = new Uint8Array(files.rows.bytes.length)
  const drafts: Draft[] = []
  const add = (found: readonly Draft[]): void => {
    for (const { rows } of found) for (const row of rows) freed[row] = 1
    drafts.push(...found)
  }
  if (!contents) add(known ?? draftWaste(files, attribution.category, layers))
  else {
    const ofEntries = contextOf(files, attribution.category, layers, contents)
    add(draftWith(ofEntries))
    const context = { ...ofEntries, files, attribution, contents, freed }
    const libraries = findDuplicateLibraries(context)
    add(libraries)
    add(findDuplicateContent(context, new Set(libraries.flatMap(({ rows }) => [...rows]))))
    add(findGpuArchitectures(context, capabilities))
  }
  const findings: Finding[] = drafts.map((draft) => toFinding({ files, attribution, layers }, draft))
  return {
    findings: findings.sort((a, b) => b.freedBytes - a.freedBytes),
    freedBytes: freedByAll(files, drafts, freed),
  }
}
