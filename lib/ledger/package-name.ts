import type { LedgerPackage } from "./ledger.ts"

/** `torch 2.4.1`; `unowned` for what nobody owns. */
export function packageName({ ecosystem, name, version }: LedgerPackage): string {
  if (ecosystem === "none") return "unowned"
  return version === undefined ? name : `${name} ${version}`
}
