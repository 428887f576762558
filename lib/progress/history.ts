import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"

/** Seconds that steps took when they last ran, by their name: the only ground there is for saying how long a build takes. */
export type StepSeconds = Readonly<Record<string, number>>

const file = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "strata", "step-seconds.json")
/** Steps that are kept; the oldest go first. */
const most = 500

export function readStepSeconds(): StepSeconds {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StepSeconds
  } catch {
    return {}
  }
}

/** Keeps what was learnt; a cache that cannot be written is no reason to fail a build. */
export function keepStepSeconds(seen: StepSeconds): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      JSON.stringify(Object.fromEntries(Object.entries({ ...readStepSeconds(), ...seen }).slice(-most))),
    )
  } catch {
    // Time left is a courtesy.
  }
}
