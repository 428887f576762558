import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { attribute, layerSteps } from "../../lib/inspect/attribute/index.ts"
import { collectContentFacts } from "../../lib/inspect/contents/index.ts"
import type { FindingKind, Waste } from "../../lib/inspect/findings.ts"
import { readImage } from "../../lib/inspect/read-image.ts"
import { findWaste } from "../../lib/inspect/waste/index.ts"
import { makeElf } from "../elf/support/make-elf.ts"
import { canBuild, whyNot } from "../support/can-build.ts"
import { requestFor } from "./engine-support.ts"

const needed = { form: "sm", capability: 80, payload: 300_000 } as const
const unneeded = { form: "sm", capability: 90, payload: 200_000 } as const

/** Files of the build context. The libraries are of two versions, so that only their names are equal. */
const context: Readonly<Record<string, string | Buffer>> = {
  tarball: "t".repeat(100_001),
  "config-before": "b".repeat(100_002),
  "config-after": "a".repeat(100_003),
  model: "m".repeat(100_004),
  download: "d".repeat(100_005),
  wheel: "w".repeat(100_006),
  "libx.a": "x".repeat(100_007),
  "x.h": "h".repeat(100_008),
  weights: "s".repeat(100_009),
  "libcufft-12.1": makeElf({ soname: "libcufft.so.11", buildId: "01", filling: Buffer.alloc(100_010, 1) }),
  "libcufft-12.4": makeElf({ soname: "libcufft.so.11", buildId: "02", filling: Buffer.alloc(100_010, 2) }),
  "kernels-all": makeElf({ soname: "libkernels.so", fatbins: [[needed, unneeded]] }),
  "kernels-one": makeElf({ soname: "libkernels.so", fatbins: [[needed]] }),
}

interface Case {
  /** The kind of waste that these steps make, in more than one layer where it takes more. */
  readonly kind: FindingKind
  readonly wasteful: string
  /** The same, mended as the remedy says. */
  readonly mended: string
}

const cases: readonly Case[] = [
  {
    kind: "deleted",
    wasteful: "COPY tarball /opt/deleted/tarball\nRUN rm /opt/deleted/tarball",
    mended: "",
  },
  {
    kind: "overwritten",
    wasteful: "COPY config-before /opt/written/config\nCOPY config-after /opt/written/config",
    mended: "COPY config-after /opt/written/config",
  },
  {
    kind: "copied-up",
    wasteful: "COPY model /opt/owned/model\nRUN chown -R 1000:1000 /opt/owned",
    mended: "COPY --chown=1000:1000 model /opt/owned/model",
  },
  {
    kind: "cache",
    wasteful: "COPY wheel /srv/app/.cache/pip/http/wheel\nCOPY download /var/cache/apt/archives/x.deb",
    mended: "",
  },
  { kind: "development-files", wasteful: "COPY libx.a x.h /usr/lib/x/include/", mended: "" },
  {
    kind: "duplicate-content",
    wasteful: "COPY weights /opt/first/weights\nCOPY weights /opt/second/weights",
    mended: "COPY weights /opt/first/weights\nRUN mkdir /opt/second && ln -s ../first/weights /opt/second/weights",
  },
  {
    kind: "duplicate-library",
    wasteful: "COPY libcufft-12.1 /opt/cuda/lib/libcufft.so.11\nCOPY libcufft-12.4 /opt/other/lib/libcufft.so.11",
    mended: "COPY libcufft-12.4 /opt/other/lib/libcufft.so.11",
  },
  {
    kind: "gpu-architectures",
    wasteful: "COPY kernels-all /opt/kernels/libkernels.so",
    mended: "COPY kernels-one /opt/kernels/libkernels.so",
  },
]

const tag = "strata-test-waste"

describe.skipIf(!canBuild)(`waste, mended and built again ${whyNot}`, () => {
  let engine: Engine
  const built = new Map<string, { readonly bytes: number; readonly waste: Waste; readonly baseLayers: number }>()

  /** Builds the image with some kinds mended, and looks at it. */
  async function build(name: string, steps: readonly string[]) {
    const ref = `${tag}:${name}`
    const request = requestFor(["FROM debian:bookworm-slim", ...steps].join("\n"), ref)
    for (const [path, content] of Object.entries(context)) {
      const file = join(request.contextDirectory, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
    await engine.build(request)
    const image = await engine.images.open(ref)
    try {
      const files = await readImage(image)
      const contents = await collectContentFacts(files, image.layers)
      const layers = layerSteps(files).map((step, number) => ({ ...step, diffId: image.layers[number]?.diffId ?? "" }))
      const waste = findWaste(files, attribute(files), layers, { contents, gpus: ["sm_80"] })
      const bytes = files.layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
      built.set(name, { bytes, waste, baseLayers: image.layers.length })
    } finally {
      await image.close()
    }
  }

  const result = (name: string) => {
    const found = built.get(name)
    if (!found) throw new Error(`${name} was not built`)
    return found
  }
  const stepsWith = (isMended: (kind: FindingKind) => boolean): readonly string[] =>
    cases.map(({ kind, wasteful, mended }) => (isMended(kind) ? mended : wasteful))

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    await build("base", [])
    await build(
      "wasteful",
      stepsWith(() => false),
    )
    for (const { kind } of cases)
      await build(
        kind,
        stepsWith((other) => other === kind),
      )
    await build(
      "mended",
      stepsWith(() => true),
    )
  })
  afterAll(async () => {
    await engine?.docker(["image", "rm", ...[...built.keys()].map((name) => `${tag}:${name}`)])
  })

  it.each(cases)("$kind: the image is smaller by what the findings say", ({ kind }) => {
    const { waste, bytes } = result("wasteful")
    const { baseLayers } = result("base")
    const ours = waste.findings.filter((finding) => finding.kind === kind && (finding.layer ?? 0) >= baseLayers)
    expect(ours.length).toBeGreaterThan(0)
    expect(ours.reduce((sum, { freedBytes }) => sum + freedBytes, 0)).toBe(bytes - result(kind).bytes)
  })

  it("all: the image is smaller by the total, and nothing but the base's own waste is left", () => {
    const [base, wasteful, mended] = [result("base"), result("wasteful"), result("mended")]
    expect(wasteful.waste.freedBytes - base.waste.freedBytes).toBe(wasteful.bytes - mended.bytes)
    expect(mended.waste.freedBytes).toBe(base.waste.freedBytes)
  })
})
