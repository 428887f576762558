import type { CommandSpec } from "../command.ts"

export const completion: CommandSpec = {
  name: "completion",
  summary: "print a completion script for a shell",
  args: [{ name: "<shell>", description: "bash, zsh or fish" }],
  examples: [[`eval "$(strata completion bash)"`, "complete in this shell"]],
  action: async () => (await import("../actions/completion.ts")).completionAction,
}
