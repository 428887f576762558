/** One line on standard error that changes as work goes on; nothing of it stays. */
export interface StatusLine {
  /** Shows what is being done, on a terminal only. */
  show(text: string): void
  /** Says something that stays. */
  say(text: string): void
  clear(): void
}

const silent: StatusLine = { show: () => {}, say: () => {}, clear: () => {} }

/** Return to the beginning of the line and erase it (ECMA-48, EL). */
const eraseLine = "\r\x1b[K"

export function statusLine(quiet: boolean, stream: NodeJS.WriteStream = process.stderr): StatusLine {
  if (quiet) return silent
  const erase = stream.isTTY ? eraseLine : ""
  return {
    show: (text) => {
      if (stream.isTTY) stream.write(`${erase}${text}`)
    },
    say: (text) => {
      stream.write(`${erase}${text}\n`)
    },
    clear: () => {
      if (erase !== "") stream.write(erase)
    },
  }
}
