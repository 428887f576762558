import { formatBytes } from "../../../lib/text/bytes.ts"
import { planNow, planTarget } from "../../../pipelines/carbon/legacy/profiles.ts"
import { cases } from "../cases.ts"
import { bySteps, familyBytes, type Layered } from "../family-bytes.ts"
import { find, images, type Results } from "./known.ts"
import { change, notMeasured } from "./words.ts"

function line(name: string, known: readonly Layered[], wanted: number, holder: string): string {
  if (known.length < wanted) return `- ${name}: ${notMeasured} as a whole (${known.length} of ${wanted} images).`
  const separate = known.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  return `- ${name}: ${formatBytes(familyBytes(known))} on a host that holds ${holder}, layers that they share once (${formatBytes(separate)} each by itself).`
}

const sum = (sizes: Readonly<Record<string, number>>): number =>
  Object.values(sizes).reduce((total, each) => total + each, 0)

/** The family together, as a host stores it. */
export function familyLines(results: Results): string {
  const before = images.flatMap((image) => find(results, "legacy", image)?.metrics ?? []).map(bySteps)
  const after = images.flatMap((image) => find(results, "family", image)?.metrics ?? [])
  const every = cases.filter(({ role }) => role === "family")
  const all = every.flatMap((which) => results(which)?.metrics ?? [])
  const both = before.length === images.length && after.length === images.length
  return [
    line("Legacy, desktop of each", before, images.length, "all three"),
    line("Now, desktop of each", after, images.length, "all three"),
    line("Now, every variant", all, every.length, `all ${every.length}`),
    ...(both
      ? [
          `- Change, desktop of each: ${change(familyBytes(after), familyBytes(before))} (the plan: ${change(sum(planTarget), sum(planNow))}, adding up its three images as if they shared nothing).`,
        ]
      : []),
  ].join("\n")
}
