import { openEngine } from "../../engine/index.ts"
import type { EngineChoice } from "../../engine/types.ts"
import type { Action } from "../command.ts"
import { argument, rest, text } from "./options.ts"

export const runAction: Action = async (parsed) => {
  const engine = await openEngine({
    choice: (text(parsed, "engine") ?? "auto") as EngineChoice,
    onNote: (note) => process.stderr.write(`${note}\n`),
  })
  const user = text(parsed, "user")
  const { exitCode } = await engine.run(argument(parsed, 0), rest(parsed, 1), {
    stdio: "inherit",
    ...(user === undefined ? {} : { user }),
  })
  return exitCode
}
