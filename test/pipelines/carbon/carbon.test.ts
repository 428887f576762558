import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compileDockerfile } from "../../../lib/backends/dockerfile/index.ts"
import type { Definition } from "../../../lib/index.ts"
import base from "../../../pipelines/carbon/base.ts"
import compute from "../../../pipelines/carbon/compute.ts"
import { carbon } from "../../../pipelines/carbon/legacy/carbon.ts"
import { type CarbonImage, type CarbonVariant, legacyOses } from "../../../pipelines/carbon/legacy/contribution.ts"
import { asTheyAre, reduced, type Strategies } from "../../../pipelines/carbon/legacy/strategies.ts"
import build from "../../../pipelines/carbon/lists/build-tools.json" with { type: "json" }
import creative from "../../../pipelines/carbon/lists/creative.json" with { type: "json" }
import tools from "../../../pipelines/carbon/tools.ts"
import { installed, runtimeOf, scripts, shipped } from "./shipped.ts"

const names = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

const strategies: fc.Arbitrary<Strategies> = fc.record({
  split: fc.boolean(),
  optionalDesktop: fc.boolean(),
  creativeApps: fc.constantFrom("all", "tools"),
  desktop: fc.constantFrom("full", "core"),
  npm: fc.constantFrom("all", "where-used"),
  pythonCaches: fc.constantFrom("kept", "removed"),
  pythons: fc.constantFrom("several", "one"),
  cuda: fc.constantFrom("two", "base", "components", "owner"),
  recommends: fc.boolean(),
})

describe("switches", () => {
  it("make a valid image in every combination, on both distributions", () => {
    fc.assert(
      fc.property(strategies, fc.constantFrom(...names), fc.constantFrom(...legacyOses), (chosen, name, os) => {
        const image = carbon(name, "desktop", os, chosen)
        expect(compileDockerfile(image).dockerfile).toContain("FROM ")
      }),
      { numRuns: 100 },
    )
  })

  it("change every image each on its own, but for those that are about variants or say where something is", () => {
    const fewer: Partial<Record<keyof Strategies, readonly CarbonImage[]>> = {
      optionalDesktop: [],
      creativeApps: ["base", "compute"],
    }
    for (const key of Object.keys(asTheyAre) as (keyof Strategies)[]) {
      const changed = names.filter(
        (name) =>
          JSON.stringify(shipped(carbon(name, "desktop", "debian12", { ...asTheyAre, [key]: reduced[key] }))) !==
          JSON.stringify(shipped(carbon(name, "desktop", "debian12", asTheyAre))),
      )
      expect([key, changed]).toEqual([key, fewer[key] ?? [...names]])
    }
  })

  const families: Readonly<Record<CarbonImage, Definition>> = { base, compute, tools }
  it.each([
    ["base", "desktop"],
    ["base", "minimal"],
    ["base", "server"],
    ["compute", "desktop"],
    ["compute", "minimal"],
    ["compute", "server"],
    ["tools", "desktop"],
    ["tools", "server"],
  ] as const)("all at work, %s %s ships what the family's own definition does", (name, variant) => {
    for (const os of legacyOses) {
      const own = families[name].image(variant, os)
      expect(shipped(carbon(name, variant, os, reduced))).toEqual(shipped(own))
    }
  })

  it("none at work, everything is built from base: the others begin with all of it but its user", () => {
    for (const os of legacyOses) {
      const ops = (name: CarbonImage) =>
        runtimeOf(carbon(name, "desktop", os, asTheyAre)).ops.map(({ origin: _, ...op }) => JSON.stringify(op))
      const ofBase = ops("base").slice(0, -3)
      for (const name of ["compute", "tools"] as const) expect(ops(name).slice(0, ofBase.length)).toEqual(ofBase)
    }
  })

  const of = (change: Partial<Strategies>, name: CarbonImage = "base", variant: CarbonVariant = "desktop") =>
    carbon(name, variant, "debian12", { ...asTheyAre, ...change })

  it("(1) split: compilers and headers are in the builder, in the runtime none", () => {
    expect(installed(of({}), "apt")).toEqual(expect.arrayContaining([...build.packages, "nvidia-cuda-toolkit"]))
    const split = installed(of({ split: true }), "apt")
    expect(split.filter((name) => name.endsWith("-dev") || name === "build-essential")).toEqual([])
    expect(split).not.toContain("nvidia-cuda-toolkit")
    expect(split).toContain("libcublas11")
  })

  it("(2) optional desktop: other variants exist and have none", () => {
    expect(() => of({}, "base", "server")).toThrow(/no variant 'server'/)
    const server = installed(of({ optionalDesktop: true }, "base", "server"), "apt")
    expect(server.filter((name) => /cinnamon|tilix|firefox|blender/.test(name))).toEqual([])
  })

  it("(3) creative applications: in tools alone, once", () => {
    for (const name of names) {
      const everywhere = installed(of({}, name), "apt").filter((each) => creative.packages.includes(each))
      expect(everywhere.toSorted()).toEqual(creative.packages.toSorted())
      const moved = installed(of({ creativeApps: "tools" }, name), "apt").filter((each) =>
        creative.packages.includes(each),
      )
      expect(moved.toSorted()).toEqual(name === "tools" ? creative.packages.toSorted() : [])
    }
  })

  it("(4) npm: eleven commands in base, or two there and none lost", () => {
    const bare = (packages: readonly string[]) => packages.map((name) => name.replace(/(?<=.)@.*/, "")).toSorted()
    const all = bare(installed(of({}), "npm"))
    expect(all).toHaveLength(11)
    expect(bare(installed(of({ npm: "where-used" }), "npm"))).toEqual(["@anthropic-ai/claude-code", "typescript"])
    expect(bare(installed(of({ npm: "where-used" }, "tools"), "npm"))).toEqual(all)
  })

  it("(5) caches: every environment's is kept below conda's prefix, or none is made", () => {
    const kept = scripts(of({}, "compute"))
    for (const name of ["base", "data", "py39", "torch", "tensorflow"]) {
      expect(kept).toContain(`--cache-dir /opt/conda/pkgs/${name} `)
      expect(kept).toContain(`--dest /opt/conda/pkgs/${name} `)
    }
    const removed = scripts(of({ pythonCaches: "removed" }, "compute"))
    expect(removed).not.toContain("/opt/conda/pkgs")
  })

  it("(5) split copies of the builder only what it made: each kept cache is one that an environment was given", () => {
    for (const os of legacyOses) {
      const image = carbon("compute", "desktop", os, { ...asTheyAre, split: true })
      const made = image.stages.flatMap(({ ops }) => ops.map((op) => (op.kind === "exec" ? op.script : ""))).join("\n")
      const copied = runtimeOf(image).ops.flatMap((op) => (op.kind === "copy" ? op.sources : []))
      const caches = copied.filter((path) => path.startsWith("/opt/conda/pkgs/"))
      expect(caches).toHaveLength(2)
      for (const cache of caches) expect(made).toContain(`--cache-dir ${cache.replace(/\/$/, "")} `)
    }
  })

  it("(6) CUDA: two, the base's (A), components of the second (B), or whoever needs it", () => {
    const cudas = (cuda: Strategies["cuda"], name: CarbonImage = "base") => {
      const image = of({ cuda, split: true }, name)
      return [
        installed(image, "apt").some((each) => each.startsWith("libcublas")),
        image.stages.some((stage) => stage.name === "toolkit"),
        image.stages.some((stage) => stage.name === "cuda"),
      ]
    }
    expect(cudas("two")).toEqual([true, true, false])
    expect(cudas("base")).toEqual([true, false, false])
    expect(cudas("components")).toEqual([false, true, false])
    expect(cudas("owner")).toEqual([false, false, true])
    expect(cudas("owner", "compute")).toEqual([false, false, true])
  })

  it("on Ubuntu the images as they are stand on the devel flavour, and split on the runtime flavour", () => {
    const ref = (change: Partial<Strategies>) => {
      const [first] = runtimeOf(carbon("base", "desktop", "ubuntu22.04", { ...asTheyAre, ...change })).ops
      return first?.kind === "from" && first.source.kind === "image" ? first.source.ref : ""
    }
    expect(ref({})).toBe("nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04")
    expect(ref({ split: true })).toBe("nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04")
    expect(ref({ cuda: "components" })).toBe("ubuntu:22.04")
  })
})
