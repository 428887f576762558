import { accessSync, constants, statSync } from "node:fs"
import { delimiter, join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { daggerCommands } from "./commands.ts"

/** How an engine of Dagger's is reached. */
export type DaggerAccess =
  /** A session that somebody opened around this process. */
  | { readonly kind: "session"; readonly port: number }
  /** The command line opens one, at `host` or where it finds an engine itself. */
  | { readonly kind: "cli"; readonly path: string; readonly host?: string }

/** Whether a file can be run. */
function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function cliOf(env: NodeJS.ProcessEnv, runs: (file: string) => boolean): string | undefined {
  const named = env._EXPERIMENTAL_DAGGER_CLI_BIN
  if (named) return runs(named) ? named : undefined
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "")
  return folders.map((folder) => join(folder, "dagger")).find(runs)
}

function sessionOf(env: NodeJS.ProcessEnv, host: string | undefined): DaggerAccess | undefined {
  if (!env.DAGGER_SESSION_PORT || !env.DAGGER_SESSION_TOKEN) return undefined
  if (host !== undefined)
    throw new StrataError({
      code: "invalid-option",
      message: `--dagger-host=${host} is of no use in a session of Dagger's, which has its engine already`,
      fix: `leave it out, or do not start the command with \`${daggerCommands.run.now}\``,
    })
  return { kind: "session", port: Number(env.DAGGER_SESSION_PORT) }
}

/**
 * Finds a session (`DAGGER_SESSION_PORT` and `DAGGER_SESSION_TOKEN`) or the command line
 * (`_EXPERIMENTAL_DAGGER_CLI_BIN`, `PATH`). Starts nothing and downloads nothing; the SDK alone would.
 * @param host the engine's address, e.g. `tcp://dagger.example:8080`
 * @throws StrataError `engine-unavailable`; `invalid-option` for a host in a session
 */
export function findDagger(
  env: NodeJS.ProcessEnv,
  host?: string,
  runs: (file: string) => boolean = isProgram,
): DaggerAccess {
  const session = sessionOf(env, host)
  if (session) return session
  const path = cliOf(env, runs)
  if (path !== undefined) return { kind: "cli", path, ...(host === undefined ? {} : { host }) }
  const named = env._EXPERIMENTAL_DAGGER_CLI_BIN
  throw new StrataError({
    code: "engine-unavailable",
    message: `the dagger engine cannot be reached: no session, and ${
      named ? `_EXPERIMENTAL_DAGGER_CLI_BIN names no program ('${named}')` : "no `dagger` on PATH"
    }`,
    fix: `install the dagger command line 0.21, or run this by \`${daggerCommands.run.now} strata build ...\``,
  })
}
