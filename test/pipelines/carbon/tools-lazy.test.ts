import { expect, it } from "vitest"
import { deferredBytes } from "../../../lib/metrics/deferred-bytes.ts"
import features from "../../../pipelines/carbon/features.json" with { type: "json" }
import { carbonLazySet } from "../../../pipelines/carbon/lazy-set.ts"
import creative from "../../../pipelines/carbon/lists/creative.json" with { type: "json" }
import emulators from "../../../pipelines/carbon/lists/emulators.json" with { type: "json" }
import tools from "../../../pipelines/carbon/tools.ts"
import { toolsLazy } from "../../../pipelines/carbon/tools-lazy.ts"
import { installed, runtimeOf } from "./shipped.ts"

const eager = tools.image("desktop", "debian12")
const deferring = toolsLazy("desktop", "debian12")

it("each package of tools is installed or offered, none is lost and none is both", () => {
  const offered = carbonLazySet().flatMap(({ source }) => (source.kind === "apt" ? source.packages : []))
  const held = installed(deferring, "apt")
  const missing = installed(eager, "apt").filter((name) => !held.includes(name))
  expect(missing.toSorted()).toEqual(offered.toSorted())
  expect(offered.toSorted()).toEqual(["blender", "obs-studio", ...emulators.packages].toSorted())
  expect(creative.packages.filter((name) => held.includes(name))).toHaveLength(creative.packages.length - 2)
})

it("has an installer for each, whose bytes are stated as deferred", () => {
  const programs = runtimeOf(deferring).ops.flatMap((op) => (op.kind === "file" ? [op.path] : []))
  for (const { name } of carbonLazySet()) expect(programs).toContain(`/usr/local/bin/install-${name}`)
  expect(deferredBytes(deferring)).toBe(carbonLazySet().reduce((sum, { diskBytes }) => sum + diskBytes, 0))
  expect(deferredBytes(eager)).toBe(0)
})

it("is the eager image up to the applications, so that a host shares what both have", () => {
  const [a, b] = [eager, deferring].map((image) =>
    runtimeOf(image).ops.map(({ origin: _, ...op }) => JSON.stringify(op)),
  )
  const fork = a?.findIndex((op, index) => op !== b?.[index]) ?? -1
  expect(a?.[fork]).toContain("gimp")
})

it("has every feature of tools, by the family's list, but those that its installers bring", () => {
  const without = features.features
    .filter(({ now }) => now.includes("tools/desktop") && !now.includes("tools-lazy/desktop"))
    .map(({ name }) => name.toLowerCase())
  const brought = carbonLazySet().map(({ name, desktop }) => (desktop?.title ?? name).toLowerCase())
  expect(without.toSorted()).toEqual(brought.toSorted())
})
