import type { SourceMapEntry } from "../backends/backend.ts"
import type { StepReport } from "../engine/types.ts"

const vertex = /^\[(?:[a-z0-9]+\/[a-z0-9]+ )?([^\s\]]+) +(\d+)\/\d+\] /

/** BuildKit's report for each op, found by the stage's name and the step's position: `[runtime 3/9] RUN ...`. */
export function reportFor(reports: readonly StepReport[]): (op: SourceMapEntry) => StepReport | undefined {
  const byPosition = new Map<string, StepReport>()
  for (const report of reports) {
    const match = vertex.exec(report.name)
    if (match) byPosition.set(`${match[1]} ${match[2]}`, report)
  }
  return ({ stage, position }) => (position === undefined ? undefined : byPosition.get(`${stage} ${position}`))
}
