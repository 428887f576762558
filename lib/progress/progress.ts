import type { BuildEvent } from "../engine/types.ts"
import { finishedLine } from "./finished-line.ts"
import { liveLines } from "./live-lines.ts"
import type { PlannedStep } from "./plan.ts"
import { makeScreen } from "./screen.ts"
import { advance, labelOf, nothingYet } from "./state.ts"

export type ProgressKind = "auto" | "tty" | "plain" | "none"

export interface ProgressOptions {
  readonly kind: ProgressKind
  readonly plan: readonly PlannedStep[]
  /** Seconds of steps in earlier builds, by their label. */
  readonly known: Readonly<Record<string, number>>
  /** Begins each plain line, e.g. a builder's name where several write at once. */
  readonly prefix?: string
}

/** Shows what a build does, on standard error. */
export interface Progress {
  note(text: string): void
  event(event: BuildEvent): void
  /** Takes the live lines away; what comes next starts at a line's beginning. May be called again. */
  end(): void
  /** Seconds of the steps that really ran, by their label. */
  seconds(): Readonly<Record<string, number>>
}

/** Output for people: a stream of lines, and where it is a terminal some that are painted over. */
interface Output {
  line(text: string): void
  live?: (lines: (columns: number) => readonly string[]) => void
}

function write(text: string): void {
  process.stderr.write(text)
}

function outputOf(kind: ProgressKind, prefix: string): Output {
  if (kind === "none") return { line() {} }
  const terminal = kind === "tty" || (kind === "auto" && process.stderr.isTTY && process.env.TERM !== "dumb")
  if (!terminal) return { line: (text) => write(`${prefix}${text}\n`) }
  const screen = makeScreen(write)
  let shown: readonly string[] = []
  return {
    line: (text) => screen.paint([text], shown),
    live(lines) {
      shown = lines(process.stderr.columns || 80)
      screen.paint([], shown)
    },
  }
}

/** BuildKit's own work is worth a line only where it took time, e.g. writing the image. */
const worthALine = 1

/** `auto` is live on a terminal and plain lines elsewhere: one for each step that ended, and notes. */
export function makeProgress({ kind, plan, known, prefix = "" }: ProgressOptions): Progress {
  const output = outputOf(kind, prefix)
  const begun = Date.now()
  const shown = new Set<string>()
  let state = nothingYet
  let timer: NodeJS.Timeout | undefined
  const repaint = (): void =>
    output.live?.((columns) => liveLines({ plan, state, known, begun, now: Date.now(), columns }))

  function finished(event: Extract<BuildEvent, { kind: "step-finished" }>): void {
    const label = labelOf(state, plan, event.name)
    if (label === undefined || shown.has(event.id)) return
    const planned = state.done.has(label)
    if (!planned && event.error === undefined && event.seconds < worthALine) return
    shown.add(event.id)
    output.line(finishedLine(event, label))
  }

  return {
    note: (text) => output.line(text),
    event(event) {
      if (output.live) timer ??= setInterval(repaint, 200).unref()
      state = advance(state, event, plan)
      if (event.kind === "note") output.line(event.text)
      if (event.kind === "step-finished") {
        finished(event)
        repaint()
      }
    },
    end() {
      clearInterval(timer)
      timer = undefined
      output.live?.(() => [])
    },
    seconds: () => state.seconds,
  }
}
