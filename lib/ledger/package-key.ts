import type { LedgerPackage } from "./ledger.ts"

/**
 * One word for a package that stays the same from version to version: `dpkg:libc6`, `python:torch@opt/venv`, and `none`
 * for what nobody owns.
 */
export function packageKey({ ecosystem, name, location }: LedgerPackage): string {
  if (ecosystem === "none") return "none"
  return location ? `${ecosystem}:${name}@${location}` : `${ecosystem}:${name}`
}
