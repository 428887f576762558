import type { BuildEvent } from "../engine/types.ts"
import { findStep } from "./find-step.ts"
import type { PlannedStep } from "./plan.ts"

/** A step that is running. */
export interface RunningStep {
  readonly label: string
  readonly since: number
  /** Last line of its output, or how far it is. */
  readonly line: string
}

/** What a build is doing, as its events tell. */
export interface ProgressState {
  readonly running: ReadonlyMap<string, RunningStep>
  /** Labels of the planned steps that ended. */
  readonly done: ReadonlySet<string>
  /** Seconds of those that really ran. */
  readonly seconds: Readonly<Record<string, number>>
  /** Whether bases come as build contexts: see {@link findStep}. */
  readonly contextBases: boolean
}

export const nothingYet: ProgressState = { running: new Map(), done: new Set(), seconds: {}, contextBases: false }

/** BuildKit's own work between steps: of no interest while it goes well. */
function isInternal(name: string): boolean {
  return /^\[(internal|context |auth)/.test(name) || name.startsWith("resolve image config")
}

/** What people see of a step: the user's own name of it, or else BuildKit's; undefined for what is only its own work. */
export function labelOf(state: ProgressState, plan: readonly PlannedStep[], name: string): string | undefined {
  const planned = findStep(plan, name, state.contextBases)
  if (planned) return planned.label
  if (isInternal(name) || /^\[.*\d+\/\d+\] FROM /.test(name)) return undefined
  return name.replace(/\s+/g, " ").trim()
}

function progressLine(label: string, current: number, total: number | undefined): string {
  return total ? `${label} ${Math.round((current / total) * 100)} %` : label
}

/** The state after one more event. Pure. */
export function advance(state: ProgressState, event: BuildEvent, plan: readonly PlannedStep[]): ProgressState {
  if (event.kind === "note") return state
  const running = new Map(state.running)
  const step = running.get(event.id)
  if (event.kind === "step-started") {
    const label = labelOf(state, plan, event.name)
    if (label !== undefined) running.set(event.id, { label, since: event.time, line: "" })
    return { ...state, running, contextBases: state.contextBases || event.name.startsWith("[context ") }
  }
  if (event.kind === "step-finished") {
    running.delete(event.id)
    const planned = findStep(plan, event.name, state.contextBases)
    if (!planned || event.error !== undefined) return { ...state, running }
    const seconds = event.cached ? state.seconds : { ...state.seconds, [planned.label]: event.seconds }
    return { ...state, running, done: new Set([...state.done, planned.label]), seconds }
  }
  if (!step) return state
  const line =
    event.kind === "log"
      ? (event.text.trim().split("\n").at(-1) ?? "")
      : progressLine(event.label, event.current, event.total)
  if (line !== "") running.set(event.id, { ...step, line })
  return { ...state, running }
}
