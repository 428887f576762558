// error: Type '"dagger"' is not assignable to type 'EngineChoice'
import { openEngine } from "strata-images/engine"

export const engine = openEngine({ choice: "dagger" })
