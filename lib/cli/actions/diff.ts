import { canonicalJson } from "../../ir/canonical.ts"
import { diffDocument } from "../../ledger/index.ts"
import { diffMarkdown } from "../../ledger/report/diff-markdown.ts"
import { diffText } from "../../ledger/report/diff-text.ts"
import type { Action } from "../command.ts"
import { terminalLooks } from "../terminal-looks.ts"
import { count } from "./count-option.ts"
import { ledgerReader } from "./ledger-of.ts"
import { argument, flag } from "./options.ts"

export const diffAction: Action = async (parsed) => {
  const top = count(parsed, "top") ?? 10
  const ledgerOf = ledgerReader(parsed)
  // One after the other: each uses all processors.
  const before = await ledgerOf(argument(parsed, 0))
  const document = diffDocument(before, await ledgerOf(argument(parsed, 1)))
  if (flag(parsed, "json")) process.stdout.write(canonicalJson(document))
  else if (flag(parsed, "markdown")) process.stdout.write(`${diffMarkdown(document, { top })}\n`)
  else process.stdout.write(`${diffText(document, { top, ...terminalLooks() })}\n`)
  return 0
}
