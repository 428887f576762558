import type { SourceMapEntry } from "../backends/backend.ts"
import type { StepReport } from "../engine/types.ts"

const vertex = /^\[(?:[a-z0-9]+\/[a-z0-9]+ )?(?:([^\s\]]+) +)?(\d+)\/\d+\] (?!FROM )/

/** BuildKit leaves the name out where a Dockerfile has one stage: `[2/4] RUN ...`. */
const onlyStage = ""

/**
 * BuildKit's report for each op. Steps are named `[runtime 3/9] RUN ...`, but the number counts the base or not,
 * depending on where it comes from; so a stage's steps are put in order and the n-th is the n-th op's.
 */
export function reportFor(reports: readonly StepReport[]): (op: SourceMapEntry) => StepReport | undefined {
  const byStage = new Map<string, Map<number, StepReport>>()
  for (const report of reports) {
    const [, stage = onlyStage, number] = vertex.exec(report.name) ?? []
    if (number === undefined) continue
    const steps = byStage.get(stage) ?? new Map<number, StepReport>()
    byStage.set(stage, steps.set(Number(number), report))
  }
  const ordered = new Map(
    [...byStage].map(([stage, steps]) => [stage, [...steps].sort(([a], [b]) => a - b).map(([, report]) => report)]),
  )
  return ({ stage, position }) =>
    position === undefined ? undefined : (ordered.get(stage) ?? ordered.get(onlyStage))?.[position - 1]
}
