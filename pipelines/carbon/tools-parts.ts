import { apt, type Step } from "strata-images"
import creative from "./lists/creative.json" with { type: "json" }
import developer from "./lists/developer.json" with { type: "json" }
import emulatorList from "./lists/emulators.json" with { type: "json" }
import recordingList from "./lists/recording.json" with { type: "json" }

/** Languages, debuggers and clients: compilers are what this image is for. */
export function developerTools(recommends = false): Step {
  return apt({ packages: developer.packages, recommends, because: "tools is where developers compile" })
}

/** Creative applications that stay where the others are offered by installers: {@link carbonLazySet} names the rest. */
export function creativeAppsBut(offered: ReadonlySet<string>): Step {
  return apt(...creative.packages.filter((name) => !offered.has(name)))
}

/** The nine creative applications of the plan. */
export function creativeApps(recommends = false): Step {
  return apt({ packages: creative.packages, recommends })
}

export function emulators(recommends = false): Step {
  return apt({ packages: emulatorList.packages, recommends })
}

/** Recorders of the desktop; OBS Studio is among the creative applications. */
export function recording(recommends = false): Step {
  return apt({ packages: recordingList.packages, recommends })
}
