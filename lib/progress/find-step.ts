import type { PlannedStep } from "./plan.ts"

/** `[runtime 3/9] RUN ...`; the stage's name is missing where a Dockerfile has only one. */
const vertex = /^\[(?:[a-z0-9]+\/[a-z0-9]+ )?(?:([^\s\]]+) +)?(\d+)\/(\d+)\] ([A-Z]+) /

/**
 * The planned step that BuildKit speaks of; undefined for bases and for its own work. A stage's total counts its base
 * if that is no other stage; the numbers of its steps do so only where the base is an image and not a build context
 * (`contextBases`).
 */
export function findStep(plan: readonly PlannedStep[], name: string, contextBases: boolean): PlannedStep | undefined {
  const [, stage, number, total, instruction] = vertex.exec(name) ?? []
  if (number === undefined || instruction === "FROM") return undefined
  const steps = plan.filter((step) => stage === undefined || step.stage === stage)
  const before = contextBases ? 0 : Number(total) - steps.length
  return steps.find(({ position }) => position === Number(number) - before)
}
