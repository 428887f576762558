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

export const diff: CommandSpec = {
  name: "diff",
  summary: "say what differs between two images, and why one is larger",
  args: [
    { name: "<before>", description: "image as for `strata inspect`, or a ledger: FILE.ledger, FILE.json" },
    { name: "<after>", description: "the same" },
  ],
  options: [
    variantOption,
    osOption,
    platformOption,
    { flags: "--top <n>", description: "lines of each list (default: 10)" },
    jsonOption,
    { flags: "--markdown", description: "print Markdown, for a pull request" },
    noCacheOption,
    engineOption,
    quietOption,
  ],
  examples: [
    ["strata diff app:1.0 app:1.1", "what the new release adds, by package, layer and path"],
    ["strata diff oci:before oci:after --markdown", "the same as a comment for a pull request"],
  ],
  action: async () => (await import("../actions/diff.ts")).diffAction,
}
