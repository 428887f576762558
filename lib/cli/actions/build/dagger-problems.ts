import type { Problem } from "../../../errors/index.ts"
import type { Parsed } from "../../command.ts"
import { flag, list, text } from "../options.ts"

/** Options that mean nothing to the engine that was chosen. */
export function daggerProblems(parsed: Parsed): readonly Problem[] {
  const problem = (message: string, fix: string): Problem => ({ code: "invalid-option", message, fix })
  if (text(parsed, "engine") !== "dagger")
    return text(parsed, "daggerHost") === undefined
      ? []
      : [problem("--dagger-host is for the dagger engine", "add --engine=dagger, or leave it out")]
  const given = {
    "--builder": list(parsed, "builder").length > 0,
    "--store": text(parsed, "store") !== undefined,
    "--cache-from": list(parsed, "cacheFrom").length > 0,
    "--cache-to": list(parsed, "cacheTo").length > 0,
    "--no-cache": parsed.options.cache === false,
    "--refresh-base": flag(parsed, "refreshBase"),
  }
  return Object.entries(given)
    .filter(([, is]) => is)
    .map(([option]) =>
      problem(`${option} is nothing that Dagger has`, "leave it out, or build with --engine=docker or embedded"),
    )
}
