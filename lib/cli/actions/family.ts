import { StrataError } from "../../errors/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import { type Family, family, type Ledger } from "../../ledger/index.ts"
import { familyText } from "../../report/family-text.ts"
import type { Action } from "../command.ts"
import type { FamilyDocument } from "../documents/family.ts"
import { terminalLooks } from "../terminal-looks.ts"
import { ledgerReader } from "./ledger-of.ts"
import { flag, rest } from "./options.ts"

function toDocument({ members, shared, ...sums }: Family): FamilyDocument {
  return {
    format: "strata.family",
    version: 1,
    ...sums,
    members: [...members],
    shared: shared.map((layer) => ({ ...layer, images: [...layer.images] })),
  }
}

export const familyAction: Action = async (parsed) => {
  const refs = rest(parsed, 0)
  if (refs.length < 2)
    throw new StrataError({
      code: "invalid-option",
      message: "a family has at least two images",
      fix: "name the others too: strata family IMAGE IMAGE...",
    })
  const ledgerOf = ledgerReader(parsed)
  const ledgers: Ledger[] = []
  for (const ref of refs) ledgers.push(await ledgerOf(ref))
  const found = family(ledgers)
  if (flag(parsed, "json")) process.stdout.write(canonicalJson(toDocument(found)))
  else process.stdout.write(`${familyText(found, terminalLooks())}\n`)
  return 0
}
