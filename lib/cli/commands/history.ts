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

export const history: CommandSpec = {
  name: "history",
  summary: "show how images grew from build to build, and add a build",
  options: [
    variantOption,
    osOption,
    platformOption,
    {
      flags: "--add <image>",
      description:
        "add a line first: of an image, FILE.ledger, or a file .json (a build's metrics, an inspection, a ledger)",
      repeatable: true,
    },
    { flags: "--name <name>", description: "of what is added: the name to compare it by (default: as it is named)" },
    { flags: "--label <text>", description: "of what is added: which build it is, e.g. a commit" },
    {
      flags: "--file <file>",
      description: "the history, a line of JSON for each build (default: strata.history.jsonl)",
    },
    { flags: "--image <name>", description: "show this image only" },
    { flags: "--last <n>", description: "show so many builds of each image (default: all)" },
    { flags: "--svg <file>", description: "also write a chart" },
    jsonOption,
    { flags: "--markdown", description: "print Markdown" },
    noCacheOption,
    engineOption,
    quietOption,
  ],
  examples: [
    ["strata history --add=metrics.json --label=$GITHUB_SHA", "add what a build wrote, then show all"],
    ["strata history --image=base --last=20 --svg=base.svg", "the last builds of one image, also as a chart"],
  ],
  action: async () => (await import("../actions/history.ts")).historyAction,
}
