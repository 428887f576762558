import { formatSeconds } from "../report/seconds.ts"
import { estimate } from "./estimate.ts"
import { fitLine } from "./fit-line.ts"
import type { PlannedStep } from "./plan.ts"
import type { ProgressState } from "./state.ts"

/** Running steps that are shown; BuildKit seldom runs more on few processors. */
const mostShown = 6

export interface Live {
  readonly plan: readonly PlannedStep[]
  readonly state: ProgressState
  /** Seconds of steps in earlier builds. */
  readonly known: Readonly<Record<string, number>>
  /** Milliseconds since the epoch. */
  readonly begun: number
  readonly now: number
  readonly columns: number
}

/** No more precise than it can be. */
function aboutSeconds(seconds: number): string {
  return seconds < 10 ? `${Math.ceil(seconds)} s` : formatSeconds(Math.ceil(seconds / 5) * 5)
}

/** What a terminal shows of a running build: how far it is, and the steps that run with their last line of output. */
export function liveLines({ plan, state, known, begun, now, columns }: Live): readonly string[] {
  const { share, secondsLeft } = estimate(plan, state, known, now)
  const all = state.done.size >= plan.length
  const head = [
    `${formatSeconds((now - begun) / 1000)}`,
    ...(plan.length === 0 ? [] : [`${state.done.size}/${plan.length} steps`, `${Math.floor(share * 100)} %`]),
    ...(secondsLeft === undefined || all ? [] : [`about ${aboutSeconds(secondsLeft)} left`]),
  ].join(", ")
  const running = [...state.running.values()]
  const steps = running.slice(0, mostShown).map(({ label, since, line }) => {
    const seconds = formatSeconds(Math.max(0, (now - since) / 1000)).padStart(12)
    return `${seconds}  ${label}${line === "" ? "" : `  | ${line}`}`
  })
  const more = running.length > mostShown ? [`${" ".repeat(14)}and ${running.length - mostShown} more`] : []
  return [head, ...steps, ...more].map((line) => fitLine(line, columns - 1))
}
