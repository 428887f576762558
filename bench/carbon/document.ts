import { markdownCode } from "../../lib/report/markdown.ts"
import { formatBytes } from "../../lib/text/bytes.ts"
import { cases } from "./cases.ts"
import { bytesOfSteps } from "./family-bytes.ts"
import { familyLines } from "./tables/family-lines.ts"
import { floorTable } from "./tables/floor-table.ts"
import { imageTable } from "./tables/image-table.ts"
import { find, type Results } from "./tables/known.ts"
import { layerTables } from "./tables/layer-tables.ts"
import { orderTable } from "./tables/order-table.ts"
import { profileTable } from "./tables/profile-table.ts"
import { strategyTable } from "./tables/strategy-table.ts"
import { ubuntuTable } from "./tables/ubuntu-table.ts"
import { notMeasured } from "./tables/words.ts"

/** What is in no layer of its own and in no strategy of the plan. */
function npmCacheLine(results: Results): readonly string[] {
  const bytes = find(results, "legacy", "base")?.probes?.npmCache
  if (bytes === undefined) return []
  return [`npm's own cache in legacy base, which no strategy of the plan names, is ${formatBytes(bytes)}.`]
}

/** Caches of the machine learning environments, which the plan's figure for base leaves out. */
function computeCachesLine(results: Results): readonly string[] {
  const compute = find(results, "legacy", "compute")?.metrics
  if (!compute) return []
  const bytes = bytesOfSteps(compute, "conda package caches")
  return [`In legacy compute the tarballs of all its environments are ${formatBytes(bytes)}.`]
}

/** When what was measured. */
function recordLine(results: Results): string {
  const days = new Map<string, string[]>()
  for (const which of cases) {
    const { date } = results(which) ?? {}
    if (date !== undefined) days.set(date, [...(days.get(date) ?? []), which.id])
  }
  const [last = "", ...earlier] = [...days.keys()].toSorted().reverse()
  const others = earlier.map((date) => `; on ${date}: ${days.get(date)?.map(markdownCode).join(", ")}`).join("")
  const sources = new Set(cases.flatMap((which) => results(which)?.source ?? []))
  const rounded = sources.size === 0 ? "" : ` Some are from ${[...sources].join("; ")}.`
  return `What was measured is kept in \`bench/carbon/measured\`, a file for each image, so that one can be measured again without the others: \`bench/carbon/measure.ts CASE\`. Measured on ${last}${others}.${rounded}`
}

/** The document, from what is measured and nothing else. */
export function reductionDocument(results: Results): string {
  const missing = cases.filter((which) => results(which) === undefined).map(({ id }) => markdownCode(id))
  return `${[
    "# Measured reduction",
    "The Carbon family on debian12, built by the embedded engine and measured layer by layer. Sizes are unpacked bytes (file bytes summed over all layers) unless a column says otherwise, 1 GB = 10^9 bytes. Made by\n\n```sh\nnpx tsx --conditions=strata-source bench/carbon/measure.ts\nnpx tsx --conditions=strata-source bench/carbon/compressed.ts\nnpx tsx --conditions=strata-source bench/carbon/write-document.ts\n```",
    recordLine(results),
    "The plan's images cannot be rebuilt here: it quotes lines of Dockerfiles that it does not hold, and they stand on NVIDIA's Ubuntu images. `pipelines/carbon/legacy` says what the plan says with Debian's packages, and what it leaves open is chosen in the lists there, each with its reason. Legacy here is smaller than the plan's 45, 69.6 and 53.8 GB, so shares are what can be compared, not gigabytes.",
    "## The images",
    imageTable(results),
    "*Compressed* is by zstd at its default level, what a registry stores. *Unique* is what the image alone has on a host that holds the other two of the same variant as well. *Deferred* is what installers state, each by itself on a system that has nothing, that whoever runs them pays: in no other figure, and not saved. What the image lacks without them is less, as they share libraries with it and with each other: the row `lazy` of the strategies.",
    "![What the bytes of each image are for: as it was, on the way, and now](measured-reduction.svg)",
    "What the bytes are for is what the ledger of each image says of every file, by the rules of `strata inspect`; the picture shows the images of which the record has it.",
    "### Together",
    familyLines(results),
    "Not all of this is saved: the creative applications went to tools, the data packages of conda's environments to compute, and TensorFlow to an image of its own (`compute-tensorflow`, whose CUDA and cuDNN nothing else can share). What base no longer has at all is conda itself, its second and third Python, the compilers and the second CUDA.",
    "## The floor",
    "The floor of an image is what its lists of packages need with all that these depend on: the files that dpkg's and pip's own records name, each content once, without caches (Python's bytecode among them), without documentation but licences. Which packages of the distribution are needed is apt's own answer, asked in the image. The columns on the right say what is above it.",
    floorTable(results),
    "## The plan's strategies, each alone",
    strategyTable(results),
    "Each is a switch over legacy base (`lazy`: over tools as it is now), and what one saves is what is gone from an image that was built with it alone. That of `optionalDesktop` has no desktop.",
    ...npmCacheLine(results),
    ...computeCachesLine(results),
    "## In the plan's order, on base",
    orderTable(results),
    "## The plan's profiles",
    profileTable(results),
    "## Where legacy's bytes are",
    layerTables(results) || notMeasured,
    "## Ubuntu 22.04: computed, not measured",
    "NVIDIA's images cannot be had where this is written. From sizes that others recorded (`bench/carbon/ubuntu-sizes.json`), CUDA's own part of each image and, in compute, torch:",
    ubuntuTable(),
    ...(missing.length === 0 ? [] : ["## Not measured yet", `${missing.join(", ")}.`]),
  ].join("\n\n")}\n`
}
