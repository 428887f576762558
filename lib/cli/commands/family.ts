import type { CommandSpec } from "../command.ts"
import { engineOption, jsonOption, noCacheOption, quietOption } from "./options.ts"

export const family: CommandSpec = {
  name: "family",
  summary: "say what several images share on one host, and what is each one's own",
  args: [{ name: "<images...>", description: "images as for `strata inspect`, or ledgers" }],
  options: [jsonOption, noCacheOption, engineOption, quietOption],
  examples: [
    [
      "strata family carbon-base:latest-gpu carbon-compute:latest-gpu carbon-tools:latest-gpu",
      "what a host stores that has all three",
    ],
  ],
  action: async () => (await import("../actions/family.ts")).familyAction,
}
