import type { SourceMapEntry } from "../backends/backend.ts"
import type { StepReport } from "../engine/types.ts"

const vertex = /^\[(?:[a-z0-9]+\/[a-z0-9]+ )?([^\s\]]+) +(\d+)\/(\d+)\] /

/** BuildKit's report for each op, found by the stage's name and how many steps come after: `[runtime 3/9] RUN ...`. */
export function reportFor(reports: readonly StepReport[]): (op: SourceMapEntry) => StepReport | undefined {
  const byPlace = new Map<string, StepReport>()
  for (const report of reports) {
    const match = vertex.exec(report.name)
    if (match) byPlace.set(`${match[1]} ${Number(match[3]) - Number(match[2])}`, report)
  }
  return ({ stage, stepsAfter }) => (stepsAfter === undefined ? undefined : byPlace.get(`${stage} ${stepsAfter}`))
}
