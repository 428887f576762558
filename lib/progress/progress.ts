import type { BuildEvent } from "../engine/types.ts"
import { formatSeconds } from "../report/seconds.ts"
import { keepStepSeconds, readStepSeconds } from "./history.ts"
import { advance, isInternal, nothingYet, type ProgressState, shortName } from "./state.ts"

export type ProgressKind = "auto" | "tty" | "plain" | "none"

/** Shows what a build does, on standard error. */
export interface Progress {
  note(text: string): void
  event(event: BuildEvent): void
  /** Ends the live lines; what comes next starts at a line's beginning. May be called again. */
  end(): void
}

const none: Progress = { note() {}, event() {}, end() {} }

function finishedLine(event: Extract<BuildEvent, { kind: "step-finished" }>): string {
  const how = event.error ? "FAILED" : event.cached ? "cached" : formatSeconds(event.seconds)
  return `${how.padStart(10)}  ${shortName(event.name)}`
}

function plain(): Progress {
  const shown = new Set<string>()
  const write = (line: string): void => void process.stderr.write(`${line}\n`)
  return {
    note: write,
    event(event) {
      if (event.kind === "note") write(event.text)
      if (event.kind !== "step-finished" || isInternal(event.name) || shown.has(event.id)) return
      shown.add(event.id)
      write(finishedLine(event))
    },
    end() {},
  }
}

/** Seconds that the running steps will still take, going by the last time; undefined where one was never seen. */
function secondsLeft(state: ProgressState, known: Readonly<Record<string, number>>): number | undefined {
  const left = [...state.running.values()].map(({ name, since }) => {
    const last = known[name]
    return last === undefined ? undefined : Math.max(0, last - (Date.now() - since) / 1000)
  })
  return left.length === 0 || left.includes(undefined) ? undefined : Math.max(...(left as number[]))
}

function liveLines(
  state: ProgressState,
  known: Readonly<Record<string, number>>,
  begun: number,
  width: number,
): readonly string[] {
  const left = secondsLeft(state, known)
  const head = `${formatSeconds((Date.now() - begun) / 1000)}, ${state.finished.size} steps done, ${state.running.size} running${left === undefined ? "" : `, these about ${formatSeconds(left)} more`}`
  const steps = [...state.running.values()].map(
    ({ name, since, line }) =>
      `${formatSeconds((Date.now() - since) / 1000).padStart(10)}  ${shortName(name)}${line ? ` | ${line}` : ""}`,
  )
  // A line that wraps cannot be cleared by its number.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters of a step's output must not reach the terminal
  return [head, ...steps].map((line) => line.replace(/[\x00-\x1f\x7f]/g, " ").slice(0, width - 1))
}

function tty(): Progress {
  const known = readStepSeconds()
  const seen: Record<string, number> = {}
  const begun = Date.now()
  const shown = new Set<string>()
  let state = nothingYet
  let drawn = 0
  let timer: NodeJS.Timeout | undefined
  const clear = (): string => (drawn > 0 ? `\u001b[${drawn}A\u001b[J` : "")
  const draw = (above = ""): void => {
    const lines = state.running.size > 0 ? liveLines(state, known, begun, process.stderr.columns || 80) : []
    // One write, so that nothing flickers.
    process.stderr.write(`${clear()}${above}${lines.map((line) => `${line}\n`).join("")}`)
    drawn = lines.length
  }
  return {
    note: (text) => draw(`${text}\n`),
    event(event) {
      timer ??= setInterval(draw, 200, "").unref()
      state = advance(state, event)
      if (event.kind === "note") draw(`${event.text}\n`)
      if (event.kind !== "step-finished" || isInternal(event.name) || shown.has(event.id)) return
      shown.add(event.id)
      if (!event.cached && !event.error) seen[event.name] = event.seconds
      draw(`${finishedLine(event)}\n`)
    },
    end() {
      clearInterval(timer)
      timer = undefined
      state = nothingYet
      process.stderr.write(clear())
      drawn = 0
      if (Object.keys(seen).length > 0) keepStepSeconds(seen)
    },
  }
}

/** `auto` is live on a terminal and plain lines elsewhere. */
export function makeProgress(kind: ProgressKind): Progress {
  if (kind === "none") return none
  if (kind === "tty" || (kind === "auto" && process.stderr.isTTY)) return tty()
  return plain()
}
