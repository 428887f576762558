import type { CommandSpec } from "../command.ts"
import {
  engineOption,
  jsonOption,
  noCacheOption,
  osOption,
  platformOption,
  quietOption,
  variantOption,
} from "./options.ts"

export const check: CommandSpec = {
  name: "check",
  summary: "hold an image against a budget; exit code 1 where it is too large, or not measured",
  args: [
    {
      name: "<image>",
      description:
        "image as for `strata inspect`, FILE.ledger, or a file .json: a ledger, an inspection, a build's metrics",
    },
  ],
  options: [
    variantOption,
    osOption,
    platformOption,
    { flags: "--budget <file>", description: "the budget (default: strata.budget.json)" },
    {
      flags: "--baseline <image>",
      description: "what growth is counted from, as <image> (default: as the budget says)",
    },
    jsonOption,
    { flags: "--markdown", description: "print Markdown, for a pull request" },
    noCacheOption,
    engineOption,
    quietOption,
  ],
  examples: [
    ["strata check base --variant=server --budget=strata.budget.json", "an image that was built here"],
    ["strata check app:latest", "any image, against strata.budget.json"],
    [
      "strata check metrics.json --budget=ci/budget.json --baseline=main.json",
      "what a build wrote, against the main branch",
    ],
  ],
  action: async () => (await import("../actions/check.ts")).checkAction,
}
