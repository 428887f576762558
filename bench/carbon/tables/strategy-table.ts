import { markdownCode, markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import {
  type ExpectedSaving,
  expectedDeferral,
  expectedSavings,
  type PlannedStrategy,
  planNow,
} from "../../../pipelines/carbon/legacy/profiles.ts"
import { sizeOf } from "../composed.ts"
import { bytesOfSteps } from "../family-bytes.ts"
import { find, legacySteps, type Results } from "./known.ts"
import notes from "./strategy-notes.json" with { type: "json" }
import { notMeasured, percentOf } from "./words.ts"

/** What a strategy alone takes out of legacy base: its layers where these say so exactly, else an image with it alone. */
function savedBytes(results: Results, strategy: PlannedStrategy): number | undefined {
  const base = find(results, "legacy", "base")?.metrics
  if (!base) return undefined
  switch (strategy) {
    case "creativeApps":
      return bytesOfSteps(base, legacySteps.creativeApps)
    case "cuda":
      return bytesOfSteps(base, legacySteps.secondCuda)
    case "pythonCaches":
      return bytesOfSteps(base, legacySteps.pythonCaches)
    case "optionalDesktop":
      return bytesOfSteps(base, legacySteps.desktop, legacySteps.creativeApps)
    case "npm": {
      const slim = sizeOf(results, "phase1", "base")
      return slim && bytesOfSteps(base, legacySteps.npm) - bytesOfSteps(slim, legacySteps.npm, legacySteps.slimNpm)
    }
    case "split": {
      const apart = find(results, "option-c", "base")?.metrics
      if (apart) return base.unpackedBytes - apart.unpackedBytes
      const [before, after] = [sizeOf(results, "phase1", "base"), sizeOf(results, "phase2", "base")]
      return before && after && before.unpackedBytes - after.unpackedBytes
    }
  }
}

/** How a measured share stands to what the plan expects of its own image, in GB. */
function verdict(share: number, [low, high]: readonly [number, number], planned: number): string {
  if (share < low / planned) return "less"
  return share > high / planned ? "more" : "as expected"
}

interface Measured {
  readonly bytes: number
  readonly whole: number
}

function row(name: keyof typeof notes, { saves, words }: ExpectedSaving, planned: number, measured?: Measured) {
  const { from, why } = notes[name]
  const figures = measured
    ? [
        formatBytes(measured.bytes),
        percentOf([measured.bytes, measured.bytes], measured.whole),
        verdict(measured.bytes / measured.whole, saves, planned),
      ]
    : [notMeasured, "", ""]
  return [markdownCode(name), words, percentOf(saves, planned), ...figures, from, why]
}

/** Strategy 7 on tools, where the plan's applications are: what the image no longer holds is deferred. */
function deferred(results: Results): Measured | undefined {
  const [eager, lazy] = [find(results, "family", "tools")?.metrics, find(results, "lazy", "tools")?.metrics]
  return eager && lazy && { bytes: eager.unpackedBytes - lazy.unpackedBytes, whole: eager.unpackedBytes }
}

/** The seven strategies, each alone. */
export function strategyTable(results: Results): string {
  const whole = find(results, "legacy", "base")?.metrics.unpackedBytes
  const rows = (Object.keys(expectedSavings) as PlannedStrategy[]).map((strategy) => {
    const bytes = savedBytes(results, strategy)
    const measured = bytes === undefined || whole === undefined ? undefined : { bytes, whole }
    return row(strategy, expectedSavings[strategy], planNow.base, measured)
  })
  return markdownTable(
    [
      { title: "strategy" },
      { title: "plan" },
      { title: "of the plan's image", right: true },
      { title: "measured", right: true },
      { title: "share", right: true },
      { title: "than the plan" },
      { title: "from" },
      { title: "why" },
    ],
    [...rows, row("lazy", expectedDeferral, planNow.tools, deferred(results))],
  )
}
