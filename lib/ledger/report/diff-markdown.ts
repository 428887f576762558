import { markdownCode, markdownTable } from "../../report/markdown.ts"
import { formatBytes } from "../../text/bytes.ts"
import { groupDigits } from "../../text/group-digits.ts"
import type { DiffChange, DiffDocument } from "../diff-document.ts"
import { diffLists, fetchWords, sizePairs } from "./diff-sizes.ts"
import { signedBytes } from "./signed.ts"

function changeTable(
  { changes, count }: { readonly changes: readonly DiffChange[]; readonly count: number },
  top: number,
): string {
  const rows = changes
    .slice(0, top)
    .map(({ label, cause, beforeBytes, afterBytes }) => [
      signedBytes(afterBytes - beforeBytes),
      formatBytes(beforeBytes),
      formatBytes(afterBytes),
      cause,
      markdownCode(label),
    ])
  const more = count > top ? [["", "", "", "", `${groupDigits(count - top)} more`]] : []
  return markdownTable(
    [
      { title: "change", right: true },
      { title: "before", right: true },
      { title: "after", right: true },
      { title: "cause" },
      { title: "what" },
    ],
    [...rows, ...more],
  )
}

/** A comment for a pull request: what an image weighs now, and why. Lists but the causes are folded. */
export function diffMarkdown(document: DiffDocument, { top = 10 }: { readonly top?: number } = {}): string {
  const [unpacked] = sizePairs(document)
  const [causes, ...others] = diffLists(document)
  return [
    `### ${markdownCode(document.after.ref)}: ${unpacked?.change ?? ""} unpacked against ${markdownCode(document.before.ref)}`,
    "",
    markdownTable(
      [
        { title: "size" },
        { title: "before", right: true },
        { title: "after", right: true },
        { title: "change", right: true },
      ],
      sizePairs(document).map(({ size, before, after, change }) => [size, before, after, change]),
    ),
    "",
    `${fetchWords(document)}.`,
    ...(causes ? ["", changeTable(causes, top)] : []),
    ...others.flatMap(({ title, ...list }) => [
      "",
      `<details><summary>${title}</summary>`,
      "",
      changeTable(list, top),
      "",
      "</details>",
    ]),
  ].join("\n")
}
