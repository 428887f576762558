import type { LedgerPackage } from "../ledger/ledger.ts"
import { packageName } from "../ledger/package-name.ts"

/** A package for people: `torch 2.4.1 (python, opt/venv)`. What nobody owns is `unowned`. */
export function packageLabel(of: LedgerPackage): string {
  const { ecosystem, location } = of
  if (ecosystem === "none") return packageName(of)
  return `${packageName(of)} (${location ? `${ecosystem}, ${location}` : ecosystem})`
}
