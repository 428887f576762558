import { markdownCode, markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import {
  type ExpectedSaving,
  expectedDeferral,
  expectedSavings,
  type PlannedStrategy,
  planNow,
} from "../../../pipelines/carbon/legacy/profiles.ts"
import { aloneRole, type Case, cases } from "../cases.ts"
import { caseOf, type Results } from "./known.ts"
import notes from "./strategy-notes.json" with { type: "json" }
import { notMeasured, percentOf } from "./words.ts"

/** The image of legacy base with a strategy alone at work. */
function aloneCase(strategy: PlannedStrategy): Case | undefined {
  return cases.find(({ role, image }) => role === aloneRole(strategy) && image === "base")
}

/** How a measured share stands to what the plan expects of its own image, in GB. */
function verdict(share: number, [low, high]: readonly [number, number], planned: number): string {
  if (share < low / planned) return "less"
  return share > high / planned ? "more" : "as expected"
}

interface Measured {
  /** The image with the strategy at work. */
  readonly id: string
  readonly bytes: number
  readonly whole: number
}

function row(name: keyof typeof notes, { saves, words }: ExpectedSaving, planned: number, measured?: Measured) {
  const figures = measured
    ? [
        formatBytes(measured.bytes),
        percentOf([measured.bytes, measured.bytes], measured.whole),
        verdict(measured.bytes / measured.whole, saves, planned),
      ]
    : [notMeasured, "", ""]
  return [
    markdownCode(name),
    words,
    percentOf(saves, planned),
    ...figures,
    measured ? markdownCode(measured.id) : "",
    notes[name],
  ]
}

function saving(results: Results, before: Case | undefined, after: Case | undefined): Measured | undefined {
  const [whole, rest] = [before, after].map((which) => which && results(which)?.metrics.unpackedBytes)
  return after && whole !== undefined && rest !== undefined ? { id: after.id, bytes: whole - rest, whole } : undefined
}

/** The seven strategies, each alone. The last is of tools, where the plan's applications are: what is gone is deferred. */
export function strategyTable(results: Results): string {
  const rows = (Object.keys(expectedSavings) as PlannedStrategy[]).map((strategy) => {
    const measured = saving(results, caseOf("legacy", "base"), aloneCase(strategy))
    return row(strategy, expectedSavings[strategy], planNow.base, measured)
  })
  const deferred = saving(results, caseOf("family", "tools"), caseOf("lazy", "tools"))
  return markdownTable(
    [
      { title: "strategy" },
      { title: "plan" },
      { title: "of the plan's image", right: true },
      { title: "measured", right: true },
      { title: "share", right: true },
      { title: "than the plan" },
      { title: "image" },
      { title: "why" },
    ],
    [...rows, row("lazy", expectedDeferral, planNow.tools, deferred)],
  )
}
