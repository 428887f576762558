import { existsSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"

/**
 * Where compiled modules of the user are kept: in the project's `node_modules`, or else in the user's own cache. Never
 * in a folder that others can write to, such as the system's temporary one: what lies there is run.
 */
export function cacheFolder(file: string, env: NodeJS.ProcessEnv = process.env): string {
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    const modules = join(folder, "node_modules")
    if (existsSync(modules)) return join(modules, ".cache/strata")
  }
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "strata")
}
