import { StringDecoder } from "node:string_decoder"
import type { BuildEvent, StepReport } from "../types.ts"
import type { SolveStatus, Vertex, VertexStatus } from "./progress.ts"

const keptLines = 20

interface StepState {
  name: string
  inputs: readonly string[]
  startedAt?: number
  /** Seconds of finished intervals: BuildKit may start a vertex again after it looked into its cache. */
  seconds: number
  finished: boolean
  cached: boolean
  error?: string
  decoder: StringDecoder
  partial: string
  lines: string[]
}

export interface FailedStep {
  readonly name: string
  readonly error: string
  /** The last lines of its output. */
  readonly lines: readonly string[]
}

/** Turns BuildKit's messages into events, and remembers what a report or an error needs. */
export interface BuildLog {
  add(status: SolveStatus): readonly BuildEvent[]
  steps(): readonly StepReport[]
  /** The step that made the build fail; steps that were only stopped because of it do not count. */
  failed(): FailedStep | undefined
}

function finishedEvent(id: string, step: StepState, time: number): BuildEvent {
  const { name, seconds, cached, error } = step
  return { kind: "step-finished", id, name, time, seconds, cached, ...(error === undefined ? {} : { error }) }
}

/** A line as a terminal would leave it: a carriage return overwrites what came before. */
function asShown(line: string): string {
  return line.replace(/\r+$/, "").split("\r").at(-1) ?? ""
}

/** Every step after those that it needs: BuildKit looks cached steps up from the last to the first. */
function inOrder(states: ReadonlyMap<string, StepState>): readonly StepState[] {
  const ordered = new Set<StepState>()
  const visit = (id: string) => {
    const step = states.get(id)
    if (!step || ordered.has(step)) return
    for (const input of step.inputs) visit(input)
    ordered.add(step)
  }
  for (const id of states.keys()) visit(id)
  return [...ordered]
}

export function buildLog(): BuildLog {
  const states = new Map<string, StepState>()

  function stateOf(id: string, name = id): StepState {
    const known = states.get(id)
    if (known) return known
    const made = {
      name,
      inputs: [],
      seconds: 0,
      finished: false,
      cached: false,
      decoder: new StringDecoder(),
      partial: "",
      lines: [],
    }
    states.set(id, made)
    return made
  }

  function vertex(update: Vertex): readonly BuildEvent[] {
    const id = update.digest
    const step = stateOf(id, update.name)
    if (update.inputs) step.inputs = update.inputs
    const events: BuildEvent[] = []
    const started = update.started === undefined ? undefined : Date.parse(update.started)
    if (started !== undefined && (step.startedAt === undefined || (step.finished && started > step.startedAt))) {
      step.startedAt = started
      step.finished = false
      events.push({ kind: "step-started", id, name: step.name, time: started })
    }
    if (update.cached) step.cached = true
    if (update.error) step.error = update.error
    if (update.completed !== undefined && !step.finished) {
      const time = Date.parse(update.completed)
      step.seconds += Math.max(0, time - (step.startedAt ?? time)) / 1000
      step.finished = true
      if (step.partial !== "") events.push({ kind: "log", id, text: step.partial })
      if (step.partial !== "") keep(step, [step.partial])
      step.partial = ""
      events.push(finishedEvent(id, step, time))
    }
    return events
  }

  function keep(step: StepState, lines: readonly string[]) {
    step.lines = [...step.lines, ...lines].slice(-keptLines)
  }

  function output(id: string, data: string): readonly BuildEvent[] {
    const step = stateOf(id)
    const pieces = (step.partial + step.decoder.write(Buffer.from(data, "base64"))).split("\n")
    step.partial = pieces.pop() ?? ""
    const lines = pieces.map(asShown)
    if (lines.length === 0) return []
    keep(step, lines)
    return [{ kind: "log", id, text: lines.join("\n") }]
  }

  function progress(status: VertexStatus): BuildEvent {
    const { vertex: id, id: label, current = 0, total } = status
    return { kind: "progress", id, label, current, ...(total ? { total } : {}) }
  }

  return {
    add: (status) => [
      ...(status.vertexes ?? []).flatMap(vertex),
      ...(status.statuses ?? []).map(progress),
      ...(status.logs ?? []).flatMap((log) => output(log.vertex, log.data)),
    ],
    steps: () =>
      inOrder(states)
        .filter((step) => step.finished)
        .map(({ name, seconds, cached }) => ({ name, seconds, cached })),
    failed: () => {
      const step = [...states.values()].find(
        ({ error }) => error !== undefined && !/context canceled|^CANCELED/.test(error),
      )
      return (
        step && {
          name: step.name,
          error: step.error ?? "",
          lines: step.partial ? [...step.lines, step.partial] : step.lines,
        }
      )
    },
  }
}
