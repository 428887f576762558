import type { CommandSpec } from "../command.ts"
import { engineOption } from "./options.ts"

export const run: CommandSpec = {
  name: "run",
  summary: "run a command in a new container of a built image",
  args: [
    { name: "<ref>", description: "tag or id of an image in the engine" },
    { name: "[command...]", description: "command and its arguments, after --" },
  ],
  options: [engineOption, { flags: "--user <name>", description: "run as this user instead of the image's" }],
  examples: [
    ["strata run carbon-base:latest-gpu-server -- node -v", "a smoke test; its exit code is the command's"],
    ["strata run carbon-base:latest-gpu-server --user=root -- bash", "look around as root"],
  ],
  action: async () => (await import("../actions/run.ts")).runAction,
}
