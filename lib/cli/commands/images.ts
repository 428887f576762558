import type { CommandSpec } from "../command.ts"
import { jsonOption } from "./options.ts"

export const images: CommandSpec = {
  name: "images",
  summary: "list the images of strata.config.ts with their variants and distributions",
  options: [jsonOption],
  examples: [
    ["strata images", "what can be built here"],
    ["strata images --json", "the same for programs"],
  ],
  action: async () => (await import("../actions/images.ts")).imagesAction,
}
