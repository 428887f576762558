import type { CompiledDockerfile } from "../backends/dockerfile/index.ts"
import { type Image, stagesUsedBy } from "../ir/index.ts"

/** A step that a build is going to run, in the words of the user's own definition. */
export interface PlannedStep {
  readonly stage: string
  /** Among the steps of its stage, from 1. */
  readonly position: number
  /** e.g. `runtime: apt(git, curl)`; no two steps of a plan have the same. */
  readonly label: string
}

/** Stages that the result needs: BuildKit runs no others. */
function neededStages(image: Image): ReadonlySet<string> {
  const needed = new Set<string>()
  const visit = (name: string): void => {
    if (needed.has(name)) return
    needed.add(name)
    const stage = image.stages.find((each) => each.name === name)
    for (const op of stage?.ops ?? []) for (const used of stagesUsedBy(op)) visit(used)
  }
  visit(image.target)
  return needed
}

/** The steps of a build in the order of the Dockerfile, those left out that nothing needs. */
export function planSteps(image: Image, compiled: CompiledDockerfile): readonly PlannedStep[] {
  const needed = neededStages(image)
  const times = new Map<string, number>()
  const unique = (label: string): string => {
    const count = (times.get(label) ?? 0) + 1
    times.set(label, count)
    return count === 1 ? label : `${label} (${count})`
  }
  return compiled.sourceMap.flatMap(({ stage, position, origin }) =>
    position === undefined || !needed.has(stage)
      ? []
      : [{ stage, position, label: unique(`${stage}: ${origin.step.replace(/\s+/g, " ")}`) }],
  )
}
