import type { SolveStatus } from "./progress.ts"

/** What a reader of buildx's standard error found: messages, and the lines that belong to none. */
export interface ProgressReader {
  /** Takes the next piece of the stream; returns the messages that it completed. */
  add(text: string): readonly SolveStatus[]
  /** Lines that are no progress: BuildKit's own error with the place in the Dockerfile, warnings. */
  readonly rest: readonly string[]
}

function parse(text: string): SolveStatus | undefined {
  try {
    return JSON.parse(text) as SolveStatus
  } catch {
    return undefined
  }
}

/** Reads `--progress=rawjson`: buildx 0.13 indents its messages over many lines, later ones write one a line. */
export function rawJsonReader(): ProgressReader {
  const rest: string[] = []
  let unfinished = ""
  let open: string[] | undefined
  function line(text: string): SolveStatus | undefined {
    if (open) {
      open.push(text)
      if (text !== "}") return undefined
      const whole = open.join("\n")
      open = undefined
      return parse(whole)
    }
    if (text === "{") {
      open = [text]
      return undefined
    }
    const message = text.startsWith("{") ? parse(text) : undefined
    if (!message) rest.push(text)
    return message
  }
  return {
    rest,
    add(text) {
      const lines = (unfinished + text).split("\n")
      unfinished = lines.pop() ?? ""
      return lines.flatMap((one) => line(one) ?? [])
    },
  }
}
