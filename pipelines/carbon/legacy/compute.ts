import { asDefinition } from "./as-definition.ts"

/** carbon-compute as the plan found it, "69.6 GB": all of base, then the machine learning stack in two environments. */
export default asDefinition("compute")
