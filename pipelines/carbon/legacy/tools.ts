import { asDefinition } from "./as-definition.ts"

/** carbon-tools as the plan found it, "53.8 GB": all of base, then languages, debuggers, emulators and recorders. */
export default asDefinition("tools")
