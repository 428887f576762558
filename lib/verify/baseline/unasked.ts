import type { Verification } from "../types.ts"
import type { BaselineDocument } from "./document.ts"

/**
 * What failed in an image and the baseline was never asked, so that nobody knows whether it is new: checks that were left
 * out there, commands and features. Capabilities it knows all of.
 */
export function unasked({ asked, checks }: BaselineDocument, verification: Verification): readonly string[] {
  const known = new Set([
    ...asked.commands.map((command) => `command ${command}`),
    ...asked.features.map((feature) => `feature ${feature}`),
  ])
  const skipped = new Set(checks.flatMap(({ check, skipped }) => (skipped === undefined ? [] : [check])))
  return verification.checks.flatMap(({ check, failures }): readonly string[] => {
    if (check === "commands" || check === "features")
      return failures.flatMap(({ key }) => (known.has(key) ? [] : [key]))
    return failures.length > 0 && skipped.has(check) ? [check] : []
  })
}
