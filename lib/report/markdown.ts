import { printable } from "../text/printable.ts"

/** Untrusted text as a code span of GitHub's Markdown that also holds inside a table: no markup, link or mention of its own. */
export function markdownCode(text: string): string {
  const shown = printable(text).replaceAll("|", "\\|")
  const runs = shown.match(/`+/g) ?? []
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1)
  // A space keeps backticks at the ends, and an empty text, apart from the fence; the span drops it again.
  const apart = shown === "" || shown.startsWith("`") || shown.endsWith("`") ? " " : ""
  return `${fence}${apart}${shown}${apart}${fence}`
}

/** Untrusted text as ordinary text of GitHub's Markdown that also holds inside a table: no markup and no mention. */
export function markdownText(text: string): string {
  return (
    printable(text)
      .replace(/[\\`*_{}[\]<>#|~]/g, "\\$&")
      // A mention is found after Markdown is rendered, so no escape of Markdown's keeps it away.
      .replace(/@(?=[A-Za-z0-9])/g, "@\u200b")
  )
}

/** A table; cells are Markdown already. `right` marks columns of numbers. */
export function markdownTable(
  columns: readonly { readonly title: string; readonly right?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ right }) => (right ? "--:" : "---"))),
    ...rows.map(line),
  ].join("\n")
}
