import type { CommandSpec } from "../command.ts"
import { jsonOption } from "./options.ts"

export const images: CommandSpec = {
  name: "images",
  summary: "list the images of strata.config.ts with their variants and distributions",
  options: [jsonOption],
  examples: [["strata images", "what can be built here"]],
  action: async () => (await import("../actions/images.ts")).imagesAction,
}
