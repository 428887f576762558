import type { ElfObject } from "../../../../lib/elf/index.ts"
import { attribute } from "../../../../lib/inspect/attribute/index.ts"
import type { ContentFacts } from "../../../../lib/inspect/contents/index.ts"
import type { Finding, FindingKind, Waste } from "../../../../lib/inspect/findings.ts"
import { entryKinds, type ImageFiles } from "../../../../lib/inspect/image-files.ts"
import { findWaste, type WasteOptions } from "../../../../lib/inspect/waste/index.ts"
import type { LedgerLayer } from "../../../../lib/ledger/index.ts"

const file = entryKinds.indexOf("file")

/** Layers named `base`, `step 1`, `step 2`..., the latter at lines of their own. */
export function namedLayers({ layers }: ImageFiles): readonly LedgerLayer[] {
  return layers.map(({ diffId }, number) =>
    number === 0
      ? { diffId, step: "base" }
      : { diffId, step: `step ${number}`, at: { file: "image.ts", line: number } },
  )
}

/** What a second pass says where every content of the fixture is compared. */
export function compared(
  files: ImageFiles,
  objects: Readonly<Record<string, Partial<ElfObject>>> = {},
  loaderSettings: Readonly<Record<string, string>> = {},
): ContentFacts {
  const numbers = new Map<string, number>()
  const same = files.rows.kind.map(() => 0)
  const rowOf = (path: string): number => files.visible[files.paths.find(path) ?? 0] ?? 0
  const facts: ContentFacts = {
    same: Uint32Array.from(same, (_, row) => {
      const content = files.contents.get(row)?.toString("latin1")
      if (files.rows.kind[row] !== file || !content) return 0
      const number = numbers.get(content) ?? numbers.size + 1
      numbers.set(content, number)
      return number
    }),
    objects: new Map(
      Object.entries(objects).map(([path, object]) => [
        rowOf(path),
        { kind: "shared", machine: 62, needed: [], rpath: [], runpath: [], fatbins: [], ...object },
      ]),
    ),
    loaderSettings: new Map(
      Object.entries(loaderSettings).map(([path, text]) => [rowOf(path), Buffer.from(text)] as const),
    ),
  }
  return facts
}

export function wasteOf(files: ImageFiles, options: WasteOptions = {}): Waste {
  return findWaste(files, attribute(files), namedLayers(files), options)
}

export function findingsOf(files: ImageFiles, kind: FindingKind, options: WasteOptions = {}): readonly Finding[] {
  return wasteOf(files, options).findings.filter((finding) => finding.kind === kind)
}

/** Paths of a finding with their bytes. */
export function pathsOf(finding: Finding | undefined): Record<string, number> {
  return Object.fromEntries((finding?.paths ?? []).map(({ path, bytes }) => [path, bytes]))
}
