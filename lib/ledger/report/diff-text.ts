import { createColors } from "picocolors"
import { groupDigits } from "../../text/group-digits.ts"
import { printable } from "../../text/printable.ts"
import type { DiffChange, DiffDocument } from "../diff-document.ts"
import { diffLists, fetchWords, sizePairs } from "./diff-sizes.ts"
import { signedBytes } from "./signed.ts"

export interface DiffTextOptions {
  /** Lines of each list; 10 if not given. */
  readonly top?: number
  /** Columns of the terminal. */
  readonly width?: number
  readonly colours?: ReturnType<typeof createColors>
}

const sizeWidth = 12
const causeWidth = 9

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`
}

/** What differs between two images, for a terminal. */
export function diffText(document: DiffDocument, options: DiffTextOptions = {}): string {
  const { top = 10, width = 120, colours = createColors(false) } = options
  const pairs = sizePairs(document)
  const column = (key: "before" | "after"): number => Math.max(...pairs.map((pair) => pair[key].length))
  const line = ({ label, cause, beforeBytes, afterBytes }: DiffChange): string => {
    const change = signedBytes(afterBytes - beforeBytes).padStart(sizeWidth)
    const coloured = afterBytes > beforeBytes ? colours.red(change) : colours.green(change)
    return `${coloured}  ${colours.dim(cause.padEnd(causeWidth))} ${cut(printable(label), width - sizeWidth - causeWidth - 3)}`
  }
  return [
    `${colours.bold(printable(document.before.ref))} -> ${colours.bold(printable(document.after.ref))}`,
    ...pairs.map(({ size, before, after, change }) =>
      `  ${size.padEnd(10)}  ${before.padStart(column("before"))} -> ${after.padStart(column("after"))}  ${change}`.trimEnd(),
    ),
    `  ${fetchWords(document)}`,
    ...diffLists(document).flatMap(({ title, changes, count }) => [
      "",
      colours.bold(title),
      ...changes.slice(0, top).map(line),
      ...(count > top ? [`${" ".repeat(sizeWidth + 2)}${groupDigits(count - top)} more`] : []),
    ]),
  ].join("\n")
}
