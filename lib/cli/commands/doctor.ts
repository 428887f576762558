import type { CommandSpec } from "../command.ts"
import { jsonOption } from "./options.ts"

export const doctor: CommandSpec = {
  name: "doctor",
  summary: "check what this machine has for building, and what would help; installs nothing",
  options: [jsonOption],
  examples: [
    ["strata doctor", "also says which engine is taken and why others are passed over"],
    ["strata doctor --json", "the same for programs"],
  ],
  action: async () => (await import("../actions/doctor.ts")).doctorAction,
}
