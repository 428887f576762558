import { asDefinition } from "./as-definition.ts"

/** carbon-base as the plan found it, "45 GB": devel CUDA and a second one, full desktop, creative apps, conda, compilers. */
export default asDefinition("base")
