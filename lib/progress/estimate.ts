import type { PlannedStep } from "./plan.ts"
import type { ProgressState } from "./state.ts"

export interface Estimate {
  /** From 0 to 1. */
  readonly share: number
  /** Seconds; absent where there is nothing to go by. */
  readonly secondsLeft?: number
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Steps that must have run in this build before their mean says anything of the others. */
const enough = 3

/**
 * How far a build is, by the seconds that its steps took in earlier builds. A step that was never seen is taken for
 * the mean of those that were. Stages run side by side, and then less time is left than this says.
 */
export function estimate(
  plan: readonly PlannedStep[],
  state: ProgressState,
  known: Readonly<Record<string, number>>,
  now: number,
): Estimate {
  const seen = Object.values(state.seconds)
  const inPlan = plan.flatMap(({ label }) => known[label] ?? [])
  const typical = mean(inPlan) ?? (seen.length >= enough ? mean(seen) : undefined)
  const secondsOf = (label: string): number => state.seconds[label] ?? known[label] ?? typical ?? 1
  const elapsed = new Map([...state.running.values()].map(({ label, since }) => [label, (now - since) / 1000]))
  let total = 0
  let left = 0
  for (const { label } of plan) {
    const seconds = secondsOf(label)
    total += seconds
    if (!state.done.has(label)) left += Math.max(0, seconds - (elapsed.get(label) ?? 0))
  }
  const share = total === 0 ? 1 : (total - left) / total
  return typical === undefined ? { share: state.done.size / Math.max(1, plan.length) } : { share, secondsLeft: left }
}
