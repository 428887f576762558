import { markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { planNow, planTarget, profile } from "../../../pipelines/carbon/legacy/profiles.ts"
import { type Case, cases } from "../cases.ts"
import { uniqueBytes } from "../family-bytes.ts"
import { ours } from "../look-inside.ts"
import { compressedBytes } from "../results.ts"
import { find, images, type Results } from "./known.ts"
import { change, notMeasured, unpacked } from "./words.ts"

/** The plan's GB to reach: base's smaller variants have figures of their own. */
function targetOf(image: CarbonImage, variant: CarbonVariant): number {
  return (image === "base" ? profile("phase3").expected.variants?.[variant] : undefined) ?? planTarget[image]
}

/** What an image has alone on a host that holds the other two in the same variant, or desktop where they have it not. */
function uniqueOf(results: Results, image: CarbonImage, variant: CarbonVariant): number | undefined {
  const own = find(results, "family", image, variant)
  const others = images
    .filter((each) => each !== image)
    .map((each) => find(results, "family", each, variant) ?? find(results, "family", each))
  if (!own || others.includes(undefined)) return undefined
  return uniqueBytes(
    own.metrics,
    others.flatMap((each) => each?.metrics ?? []),
  )
}

function titleOf({ image, variant, role }: Case): string {
  if (role === "lazy") return `${image} ${variant}, profile \`lazy\``
  return role === "tensorflow" ? `${image}-tensorflow ${variant}` : `${image} ${variant}`
}

/** One image after the other: legacy, now, what is its own, and what the plan wants. */
export function imageTable(results: Results): string {
  const rows = cases
    .filter(({ role }) => ours.includes(role))
    .toSorted((a, b) => images.indexOf(a.image) - images.indexOf(b.image))
    .map((which) => {
      const { image, variant, role } = which
      const [before, after] = [find(results, "legacy", image)?.metrics, results(which)]
      const compressed = after && compressedBytes(after.metrics.layers)
      const unique = role === "family" ? uniqueOf(results, image, variant) : undefined
      return [
        titleOf(which),
        unpacked(before),
        unpacked(after?.metrics),
        before && after ? change(after.metrics.unpackedBytes, before.unpackedBytes) : notMeasured,
        compressed === undefined ? "" : formatBytes(compressed),
        unique === undefined ? "" : formatBytes(unique),
        after?.metrics.deferredBytes === undefined ? "" : formatBytes(after.metrics.deferredBytes),
        change(targetOf(image, variant), planNow[image]),
      ]
    })
  return markdownTable(
    [
      { title: "image" },
      { title: "legacy desktop", right: true },
      { title: "now", right: true },
      { title: "change", right: true },
      { title: "compressed", right: true },
      { title: "unique", right: true },
      { title: "deferred", right: true },
      { title: "plan's target", right: true },
    ],
    rows,
  )
}
