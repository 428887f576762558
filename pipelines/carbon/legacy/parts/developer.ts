import { creativeApps, developerTools, emulators, recording } from "../../tools-parts.ts"
import type { Contribution, Setting } from "../contribution.ts"
import { hasDesktop } from "./desktop.ts"

/** What tools adds to base: languages and debuggers, and with a desktop emulators, recorders and creative applications. */
export function developerAndApps(setting: Setting): Contribution {
  const { recommends, creativeApps: where } = setting.strategies
  const tools = [developerTools(recommends)]
  if (!hasDesktop(setting)) return { runtime: tools }
  const creative = where === "tools" ? [creativeApps(recommends)] : []
  return { runtime: [...tools, ...creative, emulators(recommends), recording(recommends)] }
}
