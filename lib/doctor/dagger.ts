import { findDagger } from "../engine/dagger/find-dagger.ts"
import { runCommand } from "../engine/process/run-command.ts"
import { StrataError } from "../errors/index.ts"
import type { Finding } from "./finding.ts"

/** The versions of Dagger that this library is made for and was tried with. */
const madeFor = "0.21"
const timeoutMilliseconds = 5_000

/** What `dagger version` says: `dagger v0.21.8 (...) linux/amd64`. */
export function daggerVersion(said: string): Finding {
  const version = /\bv?(\d+\.\d+\.\d+\S*)/.exec(said)?.[1]
  const detail = version === undefined ? "the command line says no version" : `command line ${version}`
  if (version?.startsWith(`${madeFor}.`)) return { name: "dagger", ok: true, detail }
  return {
    name: "dagger",
    ok: false,
    detail,
    remedy: `only for --engine=dagger: install the dagger command line ${madeFor}, which this version is made for`,
  }
}

/** Whether `--engine=dagger` finds a session or a command line, and which. Starts no engine and asks none. */
export async function dagger(env: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  try {
    const access = findDagger(env)
    if (access.kind === "session") return { name: "dagger", ok: true, detail: `a session on port ${access.port}` }
    const { stdout } = await runCommand([access.path, "version"], { env, timeoutMilliseconds })
    return daggerVersion(stdout)
  } catch (error) {
    if (!(error instanceof StrataError)) throw error
    const [{ message, fix }] = error.problems
    // The message says first that no engine can be reached; here only why counts.
    const detail = message.replace(/^.*?: /, "")
    return { name: "dagger", ok: false, detail, remedy: `only for --engine=dagger: ${fix ?? "install it"}` }
  }
}
