import type { BuildEvent } from "../engine/types.ts"

/** A step that is running. */
export interface RunningStep {
  readonly name: string
  readonly since: number
  /** Last line of its output. */
  readonly line: string
}

/** What a build is doing, as its events tell. */
export interface ProgressState {
  readonly running: ReadonlyMap<string, RunningStep>
  /** Ids of the steps that ended. */
  readonly finished: ReadonlySet<string>
}

export const nothingYet: ProgressState = { running: new Map(), finished: new Set() }

/** BuildKit's own work between steps: of no interest while it goes well. */
export function isInternal(name: string): boolean {
  return name.startsWith("[internal]") || name.startsWith("[context ") || name.startsWith("[auth]")
}

/** A step's name on one line, without the mounts and the script. */
export function shortName(name: string): string {
  return name
    .replace(/ --mount=\S+/g, "")
    .replace(/\s+/g, " ")
    .replace(/ <<'?\w+'? \(.*$/, "")
    .trim()
}

/** The state after one more event. Pure. */
export function advance(state: ProgressState, event: BuildEvent): ProgressState {
  const running = new Map(state.running)
  const step = "id" in event ? running.get(event.id) : undefined
  switch (event.kind) {
    case "step-started":
      if (!isInternal(event.name)) running.set(event.id, { name: event.name, since: event.time, line: "" })
      return { ...state, running }
    case "step-finished":
      running.delete(event.id)
      return { running, finished: isInternal(event.name) ? state.finished : new Set([...state.finished, event.id]) }
    case "log": {
      const line = event.text.trim().split("\n").at(-1) ?? ""
      if (step && line) running.set(event.id, { ...step, line })
      return { ...state, running }
    }
    case "progress":
      if (step)
        running.set(event.id, {
          ...step,
          line: event.total ? `${event.label} ${Math.round((event.current / event.total) * 100)} %` : event.label,
        })
      return { ...state, running }
    case "note":
      return state
  }
}
