import type { CommandSpec } from "../command.ts"
import { shells } from "../completion-scripts.ts"

export const completion: CommandSpec = {
  name: "completion",
  summary: "print a completion script for a shell",
  args: [{ name: "<shell>", description: "bash, zsh or fish", choices: shells }],
  examples: [
    [`eval "$(strata completion bash)"`, "complete in this shell"],
    ["strata completion fish > ~/.config/fish/completions/strata.fish", "complete in every fish from now on"],
  ],
  action: async () => (await import("../actions/completion.ts")).completionAction,
}
