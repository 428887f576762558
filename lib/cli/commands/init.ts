import type { CommandSpec } from "../command.ts"

export const init: CommandSpec = {
  name: "init",
  summary: "write a small image.ts and strata.config.ts that build",
  args: [{ name: "[dir]", description: "folder to write into (default: here)" }],
  examples: [
    ["strata init && strata build image", "from nothing to an image"],
    ["strata init images/tools", "write into another folder"],
  ],
  action: async () => (await import("../actions/init.ts")).initAction,
}
