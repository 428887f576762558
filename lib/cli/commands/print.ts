import type { CommandSpec } from "../command.ts"
import { osOption, platformsOption, profileOption, variantOption } from "./options.ts"

export const print: CommandSpec = {
  name: "print",
  summary: "show what an image compiles to; needs no engine and no network",
  args: [{ name: "<image>", description: "name in strata.config.ts, or path of a module" }],
  options: [
    variantOption,
    osOption,
    platformsOption,
    profileOption,
    {
      flags: "--format <kind>",
      description: "what to show (default: dockerfile)",
      choices: ["dockerfile", "bake", "ir"],
    },
    {
      flags: "--out <dir>",
      description: "write the files into a folder: the Dockerfile of every variant, docker-bake.json, what they copy",
    },
  ],
  examples: [
    ["strata print base --variant=server --os=debian12", "the Dockerfile"],
    ["strata print base --format=ir", "the image definition as JSON"],
    ["strata print base --os=debian12 --out=ejected", "files with which plain buildx builds the same images"],
  ],
  action: async () => (await import("../actions/print.ts")).printAction,
}
