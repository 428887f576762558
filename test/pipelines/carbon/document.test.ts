import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { cases } from "../../../bench/carbon/cases.ts"
import { reductionDocument } from "../../../bench/carbon/document.ts"
import { bySteps, bytesOfSteps, familyBytes, layersBeyond, uniqueBytes } from "../../../bench/carbon/family-bytes.ts"
import type { Floor } from "../../../bench/carbon/floor.ts"
import { lazyDocument, readAllProof, readProofs } from "../../../bench/carbon/lazy/document.ts"
import { reductionPicture } from "../../../bench/carbon/pictures/reduction-picture.ts"
import { compressedBytes, type Result, readResult } from "../../../bench/carbon/results.ts"
import { carbonLazySet } from "../../../pipelines/carbon/lazy-set.ts"

/** An image with these layers: digest, bytes, step. */
function metricsOf(...layers: readonly (readonly [diffId: string, bytes: number, step: string])[]): Result["metrics"] {
  return {
    unpackedBytes: layers.reduce((sum, [, bytes]) => sum + bytes, 0),
    visibleBytes: 0,
    layers: layers.map(([diffId, unpackedBytes, step]) => ({ diffId, unpackedBytes, step })),
  }
}

const date = "2026-11-24"

describe("the document of the reduction", () => {
  it("counts a layer that images share once", () => {
    const shared = ["sha256:a", 5, "base"] as const
    expect(familyBytes([metricsOf(shared, ["sha256:b", 2, "x"]), metricsOf(shared, ["sha256:c", 3, "y"])])).toBe(10)
  })

  it("adds the layers of the steps that a strategy takes out, and no others", () => {
    const metrics = metricsOf(["a", 1, "apt(gimp, blender, +7)"], ["b", 2, "apt(git)"], ["c", 4, "apt(gimp-help)"])
    expect(bytesOfSteps(metrics, "apt(gimp,")).toBe(1)
  })

  it("stores equal layers once only where they lie on equal ones, as a host does", () => {
    const [low, other, high] = [
      ["sha256:a", 5, "a"] as const,
      ["sha256:b", 2, "b"] as const,
      ["sha256:c", 3, "c"] as const,
    ]
    expect(familyBytes([metricsOf(low, high), metricsOf(low, high)])).toBe(8)
    expect(familyBytes([metricsOf(low, high), metricsOf(other, high)])).toBe(13)
    expect(uniqueBytes(metricsOf(low, high), [metricsOf(low, other)])).toBe(3)
  })

  it("knows images that were built one from the other by their steps, whenever they were measured", () => {
    const base = metricsOf(["sha256:a", 5, "base"], ["sha256:b", 2, "apt(git)"])
    const tools = metricsOf(["sha256:a", 5, "base"], ["sha256:other time", 2, "apt(git)"], ["sha256:c", 1, "apt(gdb)"])
    expect(familyBytes([base, tools])).toBe(10)
    expect(familyBytes([base, tools].map(bySteps))).toBe(8)
  })

  it("tells what an image adds to the one it is built like, also of another day and where a step comes twice", () => {
    const base = metricsOf(["a", 5, "base"], ["b", 2, "caches"], ["u", 0, "user"])
    const tools = metricsOf(["x", 5, "base"], ["y", 2, "caches"], ["c", 1, "apt(gdb)"], ["d", 3, "caches"])
    expect(layersBeyond(base, tools).map(({ diffId }) => diffId)).toEqual(["c", "d"])
    expect(layersBeyond(base, base)).toEqual([])
  })

  it("has what a floor leaves, and deferred bytes apart", () => {
    const floor: Floor = {
      bytes: 8e9,
      above: { hidden: 0, "not needed": 0, "nobody's": 0, cache: 1e8, documentation: 0, twice: 0 },
    }
    const lazy: Result = { date, metrics: { ...metricsOf(["a", 82e8, "apt(git)"]), deferredBytes: 3e9 }, floor }
    const text = reductionDocument(({ id }) => (id === "lazy-tools-desktop" ? lazy : undefined))
    expect(text).toContain("| lazy-tools-desktop | 8.00 GB | 8.20 GB | +2.5 % |")
    expect(text).toMatch(/profile `lazy` \| not measured \| 8\.20 GB \|.*\| 3\.00 GB \|/)
  })

  it("compares what is measured, and says of the rest that it is not", () => {
    const sizes: Readonly<Record<string, number>> = {
      "legacy-base-desktop": 10e9,
      "only-cuda-base-desktop": 7e9,
      "only-optionalDesktop-base-minimal": 4e9,
      "option-b-base-desktop": 9e9,
      "base-server": 25e8,
    }
    const text = reductionDocument(({ id }) => {
      const bytes = sizes[id]
      return bytes === undefined ? undefined : { date, metrics: metricsOf(["a", bytes, "base"]) }
    })
    expect(text).toContain("| base server | 10.00 GB | 2.50 GB | −75 % |  |  |  | −44 % |")
    expect(text).toContain("| base desktop | 10.00 GB | not measured | not measured |  |  |  | −33 % |")
    expect(text).toMatch(/\| `cuda` \| .* \| 3\.00 GB \| 30 % \| more \| `only-cuda-base-desktop` \|/)
    expect(text).toMatch(/\| `optionalDesktop` \| .* \| 6\.00 GB \| 60 % \|/)
    expect(text).toMatch(/\| `creativeApps` \| .* \| 1\.00 GB \| 10 % \| less \| `option-b-base-desktop` \|/)
    expect(text).toMatch(/\| `pythonCaches` \| .* \| not measured \|/)
    expect(text).toMatch(/\| `option-b` \| base desktop \| −18 % \| 9\.00 GB \| −10 % \|/)
    expect(text).toContain("Legacy, desktop of each: not measured as a whole (1 of 3 images)")
    for (const { id } of cases)
      expect(text.includes(`\`${id}\``)).toBe(!["legacy-base-desktop", "base-server"].includes(id))
  })

  it("sums what layers are compressed, where all were", () => {
    const [first, second] = metricsOf(["a", 2e9, "base"], ["b", 3e9, "apt(git)"]).layers.map((layer, number) => ({
      ...layer,
      compressedBytes: (number + 1) * 5e8,
    }))
    if (!first || !second) throw new Error("two layers")
    expect(compressedBytes([first, second])).toBe(1.5e9)
    expect(compressedBytes([first, { diffId: "c", unpackedBytes: 1, step: "x" }])).toBeUndefined()
  })

  it("is written from records of what was measured: docs/measured-reduction.md is what they give", () => {
    for (const which of cases) expect(() => readResult(which), which.id).not.toThrow()
    expect(readFileSync("docs/measured-reduction.md", "utf8")).toBe(reductionDocument(readResult))
    expect(readFileSync("docs/measured-reduction.svg", "utf8")).toBe(reductionPicture(readResult))
  })

  it("has each lazy installer proved, with no fault", () => {
    expect(readProofs().map(({ name, faults }) => [name, faults])).toEqual(
      carbonLazySet().map(({ name }) => [name, []]),
    )
    expect(readAllProof()).toMatchObject({ programs: carbonLazySet().length, faults: [] })
    expect(readFileSync("docs/lazy-carbon.md", "utf8")).toBe(lazyDocument(readProofs(), readAllProof()))
  })

  it("has one case for each id", () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  })
})
