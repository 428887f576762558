import { emitKeypressEvents } from "node:readline"
import type { ReadStream, WriteStream } from "node:tty"
import type { createColors } from "picocolors"
import type { Waste } from "../inspect/findings.ts"
import type { Ledger } from "../ledger/index.ts"
import { makeLists } from "./lists.ts"
import { listRows, render, type Screen } from "./render.ts"
import { firstState } from "./state.ts"
import { type Key, update } from "./update.ts"

/** The other screen of a terminal, and a hidden cursor; and back (xterm, "Alternate Screen Buffer"). */
const enter = "\x1b[?1049h\x1b[?25l"
const leave = "\x1b[?25h\x1b[?1049l"
const home = "\x1b[H"
const eraseToEnd = "\x1b[K"

export interface Terminal {
  readonly input: ReadStream
  readonly output: WriteStream
  readonly colours: ReturnType<typeof createColors>
}

/** Lets somebody walk through an image on a terminal; ends with `q` or Ctrl-C, and leaves the terminal as it was. */
export function browse(ledger: Ledger, waste: Waste, { input, output, colours }: Terminal): Promise<void> {
  const lists = makeLists(ledger, waste)
  let state = firstState(lists)
  const screen = (): Screen => ({ columns: output.columns, rows: output.rows, colours })
  const draw = (): void => {
    const lines = render(state, lists, screen()).map((line) => `${line}${eraseToEnd}`)
    output.write(`${home}${lines.join("\r\n")}`)
  }
  return new Promise((resolve) => {
    const onKey = (text: string | undefined, { name, ctrl }: { name?: string; ctrl?: boolean }): void => {
      const key: Key = {
        ...(name === undefined ? {} : { name }),
        ...(text === undefined ? {} : { text }),
        ...(ctrl ? { ctrl } : {}),
      }
      state = update(state, key, lists, listRows(screen()))
      if (state.ended) end()
      else draw()
    }
    const end = (): void => {
      input.off("keypress", onKey)
      output.off("resize", draw)
      input.setRawMode(false)
      input.pause()
      process.off("exit", restore)
      restore()
      resolve()
    }
    // However the process ends, the terminal is not left on the other screen.
    const restore = (): void => {
      output.write(leave)
    }
    emitKeypressEvents(input)
    input.setRawMode(true)
    input.resume()
    input.on("keypress", onKey)
    output.on("resize", draw)
    process.once("exit", restore)
    output.write(enter)
    draw()
  })
}
