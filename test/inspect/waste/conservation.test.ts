import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ElfObject } from "../../../lib/elf/index.ts"
import { attribute } from "../../../lib/inspect/attribute/index.ts"
import { type EntryKind, entryKinds, type ImageFiles, noRow } from "../../../lib/inspect/image-files.ts"
import { findCaches } from "../../../lib/inspect/waste/caches.ts"
import type { ContentContext } from "../../../lib/inspect/waste/context.ts"
import { copiedRows } from "../../../lib/inspect/waste/copied-rows.ts"
import { findDevelopmentFiles } from "../../../lib/inspect/waste/development-files.ts"
import type { Draft } from "../../../lib/inspect/waste/draft.ts"
import { findDuplicateContent } from "../../../lib/inspect/waste/duplicate-content.ts"
import { findHidden } from "../../../lib/inspect/waste/hidden.ts"
import { toFinding } from "../../../lib/inspect/waste/to-finding.ts"
import { type Category, categories } from "../../../lib/ledger/index.ts"
import { type FileEntry, makeFiles } from "../support/make-files.ts"
import { arbitraryLayers } from "./support/arbitrary-layers.ts"
import { compared, namedLayers, wasteOf } from "./support/find.ts"

type Layers = readonly (readonly FileEntry[])[]

const kind = (name: EntryKind): number => entryKinds.indexOf(name)
const imageBytes = ({ layers }: ImageFiles): number => layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)

/** The layers without some rows, as if their steps had never made them. */
function without(layers: Layers, isGone: (row: number) => boolean): Layers {
  let row = 0
  return layers.map((entries) => entries.filter(() => !isGone(row++)))
}

/** The image where a content is gone with every path that leads to it. */
function mended(layers: Layers, files: ImageFiles, contents: ReadonlySet<number>): Layers {
  return without(layers, (row) => contents.has(files.rows.content[row] ?? noRow))
}

function contextOf(files: ImageFiles): ContentContext {
  const contents = compared(files)
  const attribution = attribute(files)
  return {
    files,
    attribution,
    category: attribution.category,
    layers: namedLayers(files),
    contents,
    copies: copiedRows(files, contents),
    freed: new Uint8Array(files.rows.kind.length),
  }
}

function draftsOf(context: ContentContext): readonly Draft[] {
  return [
    ...findHidden(context),
    ...findCaches(context),
    ...findDevelopmentFiles(context),
    ...findDuplicateContent(context),
  ]
}

const freedBy = (context: ContentContext, drafts: readonly Draft[]): number =>
  drafts.reduce((sum, draft) => sum + toFinding(context, draft).freedBytes, 0)

describe("what waste frees", () => {
  it("is what an image without it has less, for every finding alone", () => {
    fc.assert(
      fc.property(arbitraryLayers, (layers) => {
        const files = makeFiles(layers)
        const context = contextOf(files)
        for (const draft of draftsOf(context)) {
          const after = makeFiles(mended(layers, files, new Set(draft.rows)))
          expect(imageBytes(files) - imageBytes(after)).toBe(toFinding(context, draft).freedBytes)
        }
      }),
      { numRuns: 300 },
    )
  })

  it("is in all no more than its parts, no more than the image, and gone when all is mended", () => {
    fc.assert(
      fc.property(arbitraryLayers, (layers) => {
        const files = makeFiles(layers)
        const contents = compared(files)
        const waste = wasteOf(files, { contents })
        const sum = waste.findings.reduce((total, { freedBytes }) => total + freedBytes, 0)
        expect(waste.freedBytes).toBeLessThanOrEqual(sum)
        expect(waste.freedBytes).toBeLessThanOrEqual(imageBytes(files))

        const context = contextOf(files)
        const first = [...findHidden(context), ...findCaches(context), ...findDevelopmentFiles(context)]
        const freed = new Uint8Array(files.rows.kind.length)
        for (const row of first.flatMap(({ rows }) => [...rows])) freed[row] = 1
        const all = new Set([...first, ...findDuplicateContent({ ...context, freed })].flatMap(({ rows }) => [...rows]))
        const after = makeFiles(mended(layers, files, all))
        // Of what is there several times one copy stays, unless each of them is waste for another reason.
        const wanted = [...freed.keys()].filter((row) => !freed[row]).map((row) => files.contents.get(row)?.toString())
        const kept = new Set([...after.contents.values()].map(String))
        expect(wanted.filter((content) => content !== undefined && !kept.has(content))).toEqual([])
        expect(imageBytes(files) - imageBytes(after)).toBe(waste.freedBytes)
        const left = wasteOf(after, { contents: compared(after) })
        // A compiler that went with its duplicate leaves headers without a reader: that is another image's waste.
        expect(left.findings.filter((finding) => finding.kind !== "development-files")).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it("by hidden files is all that the image stores and does not show", () => {
    fc.assert(
      fc.property(arbitraryLayers, (layers) => {
        const files = makeFiles(layers)
        const shown = new Set(
          [...files.visible].map((row) => (row === noRow ? noRow : (files.rows.content[row] ?? noRow))),
        )
        const visible = [...shown].reduce((sum, row) => sum + (row === noRow ? 0 : (files.rows.bytes[row] ?? 0)), 0)
        const context = contextOf(files)
        expect(freedBy(context, findHidden(context))).toBe(imageBytes(files) - visible)
      }),
      { numRuns: 300 },
    )
  })

  it("by caches is what goes when they are emptied, hard links from elsewhere kept", () => {
    const caches: readonly Category[] = ["cache", "log", "temporary"]
    fc.assert(
      fc.property(arbitraryLayers, (layers) => {
        const files = makeFiles(layers)
        const context = contextOf(files)
        const { content, bytes, state } = files.rows
        const isCache = (row: number): boolean =>
          caches.includes(categories[context.attribution.category[row] ?? 0] ?? "other")
        const leading = (to: number): readonly number[] => [...content.keys()].filter((row) => content[row] === to)
        const expected = [...content.keys()]
          .filter((row) => files.rows.kind[row] === kind("file") && state[row] === 0 && leading(row).every(isCache))
          .reduce((sum, row) => sum + (bytes[row] ?? 0), 0)
        expect(freedBy(context, findCaches(context))).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })

  it("by device code in a library that goes anyway is not counted twice", () => {
    const files = makeFiles([
      [
        { path: "opt/a/libcublas.so.12", content: "x".repeat(1000) },
        { path: "opt/b/libcublas.so.12", content: "x".repeat(1000) },
      ],
    ])
    const library: Partial<ElfObject> = {
      soname: "libcublas.so.12",
      fatbins: [
        {
          containers: 1,
          code: [
            { form: "sm", capability: 80, bytes: 300 },
            { form: "sm", capability: 90, bytes: 400 },
          ],
        },
      ],
    }
    const contents = compared(files, { "opt/a/libcublas.so.12": library, "opt/b/libcublas.so.12": library })
    const waste = wasteOf(files, { contents, gpus: ["sm_80"] })
    expect(waste.findings.map((finding) => [finding.kind, finding.freedBytes])).toEqual([
      ["duplicate-library", 1000],
      ["gpu-architectures", 800],
    ])
    expect(waste.freedBytes).toBe(1400)
  })
})
