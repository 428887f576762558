import { formatBytes } from "../../../lib/report/bytes.ts"
import { markdownTable } from "../../../lib/report/markdown.ts"
import type { CarbonImage, CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import { planNow, planTarget, profile } from "../../../pipelines/carbon/legacy/profiles.ts"
import { cases } from "../cases.ts"
import { sizeOf } from "../composed.ts"
import { uniqueBytes } from "../family-bytes.ts"
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

/** One image after the other: legacy, now, what is its own, and what the plan wants. */
export function imageTable(results: Results): string {
  const rows = cases
    .filter(({ role }) => role === "family" || role === "lazy")
    .toSorted((a, b) => images.indexOf(a.image) - images.indexOf(b.image))
    .map((which) => {
      const { image, variant, role } = which
      const [before, after] = [sizeOf(results, "legacy", image), results(which)]
      const unique = role === "family" ? uniqueOf(results, image, variant) : undefined
      return [
        role === "lazy" ? `${image} ${variant}, profile \`lazy\`` : `${image} ${variant}`,
        unpacked(before),
        unpacked(after?.metrics),
        before && after ? change(after.metrics.unpackedBytes, before.unpackedBytes) : notMeasured,
        after?.metrics.compressedBytes === undefined ? "" : formatBytes(after.metrics.compressedBytes),
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
