import { formatBytes } from "../../lib/report/bytes.ts"
import { markdownCode, markdownTable } from "../../lib/report/markdown.ts"
import type { CarbonImage, CarbonVariant } from "../../pipelines/carbon/legacy/contribution.ts"
import {
  expectedSavings,
  type PlannedStrategy,
  type ProfileName,
  planNow,
  planTarget,
  profile,
  profileNames,
} from "../../pipelines/carbon/legacy/profiles.ts"
import { type Case, cases } from "./cases.ts"
import { bytesOfSteps, familyBytes } from "./family-bytes.ts"
import type { Result } from "./results.ts"

export type Results = (which: Case) => Result | undefined

const notMeasured = "not measured"
const images = ["base", "compute", "tools"] as const satisfies readonly CarbonImage[]

function change(after: number, before: number): string {
  const percent = Math.round((after / before - 1) * 100)
  return `${percent > 0 ? "+" : percent < 0 ? "−" : ""}${Math.abs(percent)} %`
}

function find(results: Results, role: Case["role"], image: CarbonImage, variant = "desktop"): Result | undefined {
  const which = cases.find((each) => each.role === role && each.image === image && each.variant === variant)
  return which && results(which)
}

function unpacked(result: Result | undefined): string {
  return result ? formatBytes(result.metrics.unpackedBytes) : notMeasured
}

/** The plan's GB to reach: base's smaller variants have figures of their own. */
function targetOf(image: CarbonImage, variant: CarbonVariant): number {
  return (image === "base" ? profile("phase3").expected.variants?.[variant] : undefined) ?? planTarget[image]
}

/** One image after the other: legacy, the family, the plan's two figures. */
function imageTable(results: Results): string {
  const rows = cases
    .filter(({ role }) => role === "family")
    .toSorted((a, b) => images.indexOf(a.image) - images.indexOf(b.image))
    .map(({ image, variant }) => {
      const [before, after] = [find(results, "legacy", image), find(results, "family", image, variant)]
      return [
        `${image} ${variant}`,
        unpacked(before),
        unpacked(after),
        before && after ? change(after.metrics.unpackedBytes, before.metrics.unpackedBytes) : notMeasured,
        change(targetOf(image, variant), planNow[image]),
      ]
    })
  return markdownTable(
    [
      { title: "image" },
      { title: "legacy desktop", right: true },
      { title: "now", right: true },
      { title: "change", right: true },
      { title: "plan's target", right: true },
    ],
    rows,
  )
}

/** Together, as a host stores them. */
function familyLines(results: Results): string {
  const of = (role: "legacy" | "family") => images.flatMap((image) => find(results, role, image)?.metrics ?? [])
  const [before, after] = [of("legacy"), of("family")]
  const line = (name: string, metrics: ReturnType<typeof of>): string =>
    metrics.length === images.length
      ? `- ${name}: ${formatBytes(familyBytes(metrics))} on a host that holds all three, layers that they share once.`
      : `- ${name}: ${notMeasured} as a whole (${metrics.length} of ${images.length} images).`
  const both = before.length === images.length && after.length === images.length
  return [
    line("Legacy, desktop of each", before),
    line("Now, desktop of each", after),
    ...(both ? [`- Change: ${change(familyBytes(after), familyBytes(before))}.`] : []),
  ].join("\n")
}

/** What a strategy takes out of legacy base, where its layers or folders say so exactly; the rest needs builds. */
function savedBytes(strategy: PlannedStrategy, { metrics }: Result): number | undefined {
  switch (strategy) {
    case "creativeApps":
      return bytesOfSteps(metrics, "apt(gimp,")
    case "cuda":
      return bytesOfSteps(metrics, "CUDA toolkit by hand")
    case "pythonCaches":
      return bytesOfSteps(metrics, "conda package caches")
    case "optionalDesktop":
      return bytesOfSteps(metrics, "apt(task-cinnamon", "apt(gimp,")
    case "split":
    case "npm":
      return undefined
  }
}

const saysSo: Readonly<Record<PlannedStrategy, string>> = {
  split: "needs a build: see the profiles",
  optionalDesktop: "layers of the desktop and of the creative applications",
  creativeApps: "layer of the nine applications",
  npm: "needs a build: see the profiles",
  pythonCaches: "layer of conda's tarballs",
  cuda: "layer of the second toolkit (option A)",
}

function percentOf([low, high]: readonly [number, number], whole: number): string {
  const [from, to] = [Math.round((low / whole) * 100), Math.round((high / whole) * 100)]
  return from === to ? `${from} %` : `${from}-${to} %`
}

/** How a measured share of base stands to what the plan expects of its own base. */
function verdict(share: number, [low, high]: readonly [number, number]): "less" | "as expected" | "more" {
  if (share < low / planNow.base) return "less"
  return share > high / planNow.base ? "more" : "as expected"
}

function strategyTable(results: Results): string {
  const base = find(results, "legacy", "base")
  const rows = (Object.keys(expectedSavings) as PlannedStrategy[]).map((strategy) => {
    const { saves, words } = expectedSavings[strategy]
    const bytes = base && savedBytes(strategy, base)
    const whole = base?.metrics.unpackedBytes ?? 0
    return [
      markdownCode(strategy),
      words,
      percentOf(saves, planNow.base),
      bytes === undefined ? notMeasured : formatBytes(bytes),
      bytes === undefined ? "" : percentOf([bytes, bytes], whole),
      bytes === undefined ? "" : verdict(bytes / whole, saves),
      saysSo[strategy],
    ]
  })
  return markdownTable(
    [
      { title: "strategy" },
      { title: "plan" },
      { title: "of the plan's base", right: true },
      { title: "measured", right: true },
      { title: "of legacy base", right: true },
      { title: "than the plan" },
      { title: "from" },
    ],
    rows,
  )
}

/** Profiles whose desktop variant another one's is: the same strategies, or one more that changes no desktop. */
const sameDesktop: Readonly<Partial<Record<ProfileName, ProfileName>>> = { "option-a": "phase1", phase3: "phase2" }

function profileRow(results: Results, name: ProfileName): readonly string[] {
  const { expected } = profile(name)
  const [before, after] = [find(results, "legacy", "base"), find(results, sameDesktop[name] ?? name, "base")]
  const range = expected.images.base
  const [low, high] = range ?? [planNow.base, planNow.base]
  const expectedChange = [...new Set([change(high, planNow.base), change(low, planNow.base)])].join(" to ")
  return [
    markdownCode(name),
    expected.words,
    expectedChange,
    unpacked(after),
    before && after ? change(after.metrics.unpackedBytes, before.metrics.unpackedBytes) : notMeasured,
  ]
}

function profileTable(results: Results): string {
  return markdownTable(
    [
      { title: "profile" },
      { title: "plan" },
      { title: "plan's base", right: true },
      { title: "base measured", right: true },
      { title: "change", right: true },
    ],
    profileNames.map((name) => profileRow(results, name)),
  )
}

/** What is in no layer of its own and in no strategy of the plan. */
function npmCacheLine(results: Results): readonly string[] {
  const bytes = find(results, "legacy", "base")?.probes?.npmCache
  if (bytes === undefined) return []
  return [`npm's own cache in legacy base, which no strategy of the plan names, is ${formatBytes(bytes)}.`]
}

/** Where the bytes of legacy are: its layers, largest first. */
function layerTables(results: Results): string {
  return images
    .flatMap((image) => {
      const result = find(results, "legacy", image)
      if (!result) return []
      const { layers, unpackedBytes } = result.metrics
      const rows = layers
        .toSorted((a, b) => b.unpackedBytes - a.unpackedBytes)
        .filter((layer) => layer.unpackedBytes >= 1e7)
        .map((layer) => [
          formatBytes(layer.unpackedBytes),
          percentOf([layer.unpackedBytes, layer.unpackedBytes], unpackedBytes),
          markdownCode(layer.step),
        ])
      const columns = [{ title: "unpacked", right: true }, { title: "share", right: true }, { title: "step" }]
      return [`### legacy-${image}`, markdownTable(columns, rows)]
    })
    .join("\n\n")
}

/** The document, from what is measured and nothing else. */
export function reductionDocument(results: Results): string {
  const missing = cases.filter((which) => results(which) === undefined).map(({ id }) => markdownCode(id))
  return `${[
    "# Measured reduction",
    "The Carbon family on debian12, built by the embedded engine and measured layer by layer. Sizes are unpacked bytes (file bytes summed over all layers), 1 GB = 10^9 bytes. Made by\n\n```sh\nnpx tsx --conditions=strata-source bench/carbon/measure.ts FOLDER\nnpx tsx --conditions=strata-source bench/carbon/write-document.ts FOLDER\n```",
    "The plan's images cannot be rebuilt here: it quotes lines of Dockerfiles that it does not hold, and they stand on NVIDIA's Ubuntu images. `pipelines/carbon/legacy` says what the plan says with Debian's packages, and what it leaves open is chosen in the lists there, each with its reason. Legacy here is smaller than the plan's 45, 69.6 and 53.8 GB, so shares are what can be compared, not gigabytes.",
    "## The images",
    imageTable(results),
    familyLines(results),
    "Not all of this is saved: the creative applications went to tools, the data packages of conda's environments to compute, and TensorFlow to an image of its own (`compute-tensorflow`). What base no longer has at all is conda itself, its second and third Python, the compilers and the second CUDA.",
    "## The plan's strategies, each alone, on base",
    strategyTable(results),
    "Switches over legacy, so what one saves is what is gone when it alone is on. A variant's saving is against `desktop`.",
    ...npmCacheLine(results),
    "## The plan's profiles, on base",
    profileTable(results),
    "## Where legacy's bytes are",
    layerTables(results) || notMeasured,
    ...(missing.length === 0 ? [] : ["## Not measured yet", `${missing.join(", ")}.`]),
  ].join("\n\n")}\n`
}
