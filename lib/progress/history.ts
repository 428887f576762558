import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"

/** What earlier builds of an image on this machine took. */
export interface BuildHistory {
  /** Wall time of the last build in which anything ran. */
  readonly seconds?: number
  readonly unpackedBytes?: number
  /** Label of a step -> seconds when it last ran. */
  readonly steps: Readonly<Record<string, number>>
}

const version = 1
/** Images that are kept; those that were not built for the longest time go first. */
const most = 100
const nothing: BuildHistory = { steps: {} }

type Kept = Readonly<Record<string, BuildHistory>>

/** In the user's cache: losing it costs an estimate and nothing else. */
function fileOf(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "strata", "builds.json")
}

function readAll(): Kept {
  try {
    const document = JSON.parse(readFileSync(fileOf(), "utf8"))
    return document.version === version ? document.images : {}
  } catch {
    return {}
  }
}

export function readHistory(key: string): BuildHistory {
  return readAll()[key] ?? nothing
}

/** Keeps what was learnt; a cache that cannot be written is no reason to fail a build. */
export function keepHistory(key: string, learnt: BuildHistory): void {
  const { [key]: before = nothing, ...others } = readAll()
  const merged = { ...before, ...learnt, steps: { ...before.steps, ...learnt.steps } }
  const images = Object.fromEntries([...Object.entries(others).slice(1 - most), [key, merged]])
  const file = fileOf()
  const temporary = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(temporary, JSON.stringify({ version, images }))
    renameSync(temporary, file)
  } catch {
    // Time left is a courtesy.
  }
}
