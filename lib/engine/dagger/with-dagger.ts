import type { Writable } from "node:stream"
import type { Client } from "@dagger.io/dagger"
import { StrataError } from "../../errors/index.ts"
import { lastLines } from "../process/last-lines.ts"
import { addressAnswers, addressOf } from "./address-answers.ts"
import { type DaggerAccess, findDagger } from "./find-dagger.ts"
import { loadSdk } from "./load-sdk.ts"
import { openSession } from "./open-session.ts"

export interface WithDaggerOptions {
  /** Address of the engine, as `parseDaggerHost` takes it. Default: where Dagger's command line finds or starts one. */
  readonly host?: string
  /** What Dagger's command line says meanwhile. */
  readonly log?: Writable
  readonly signal?: AbortSignal
}

/** The engine that was named, by option or as Dagger's own users do. */
function hostOf(access: DaggerAccess): string | undefined {
  return access.kind === "cli" ? (access.host ?? process.env._EXPERIMENTAL_DAGGER_RUNNER_HOST) : undefined
}

function unreachable(access: DaggerAccess, cause?: unknown): StrataError {
  const where =
    access.kind === "session" ? `session on port ${access.port}` : (hostOf(access) ?? "engine of its choice")
  return new StrataError(
    {
      code: "engine-unavailable",
      message: `the dagger engine cannot be reached: Dagger does not connect to the ${where}`,
      fix:
        access.kind === "session"
          ? "the session has ended: unset DAGGER_SESSION_PORT, or run the command in a new one"
          : "start an engine of Dagger 0.21 and name it with --dagger-host, or start Docker, where Dagger makes one",
      ...(cause instanceof Error ? { detail: lastLines(cause.message, 10) } : {}),
    },
    { cause },
  )
}

/** Rejects when the signal comes; `done` forgets it. */
function interruption(signal: AbortSignal | undefined) {
  let stop = () => {}
  const stopped = new Promise<never>((_, reject) => {
    const problem = {
      code: "interrupted",
      message: "the build was stopped",
      fix: "what was built so far is kept in the engine",
    } as const
    stop = () => reject(new StrataError(problem))
    if (signal?.aborted) stop()
    signal?.addEventListener("abort", stop, { once: true })
  })
  // It may come while nobody waits for it.
  stopped.catch(() => {})
  return { stopped, done: () => signal?.removeEventListener("abort", stop) }
}

/** The command line takes the engine's address from the environment alone. */
function hostVariables(host: string | undefined): NodeJS.ProcessEnv {
  return { ...process.env, ...(host === undefined ? {} : { _EXPERIMENTAL_DAGGER_RUNNER_HOST: host }) }
}

/** Dagger's command line would try for ever to reach an engine that is not there. */
async function requireAnswer(access: DaggerAccess): Promise<void> {
  const host = hostOf(access)
  const address =
    access.kind === "session"
      ? { host: "127.0.0.1", port: access.port }
      : host === undefined
        ? undefined
        : addressOf(host)
  if (address !== undefined && !(await addressAnswers(address))) throw unreachable(access)
}

/** Runs `use` with the SDK's variables of a session, which it takes from the environment and from nowhere else. */
async function withSession<T>(port: number, token: string, use: () => Promise<T>): Promise<T> {
  process.env.DAGGER_SESSION_PORT = String(port)
  process.env.DAGGER_SESSION_TOKEN = token
  try {
    return await use()
  } finally {
    delete process.env.DAGGER_SESSION_PORT
    delete process.env.DAGGER_SESSION_TOKEN
  }
}

/**
 * Runs `use` with a client that is connected to a Dagger engine: in the session around this process, else in one that
 * Dagger's command line opens, which ends with `use`.
 * @throws StrataError `engine-unavailable`, `interrupted`, `invalid-option`; whatever `use` throws
 */
export async function withDagger<T>(options: WithDaggerOptions, use: (client: Client) => Promise<T>): Promise<T> {
  const { host, log, signal } = options
  const access = findDagger(process.env, host)
  const { connect } = await loadSdk()
  const { stopped, done } = interruption(signal)
  async function connected(): Promise<T> {
    let result: { readonly value: T } | undefined
    await connect(async (client) => {
      result = { value: await Promise.race([use(client), stopped]) }
    })
    if (result === undefined) throw unreachable(access)
    return result.value
  }
  try {
    await Promise.race([requireAnswer(access), stopped])
    if (access.kind === "session") return await connected()
    const env = hostVariables(access.host)
    const session = await openSession(access.path, { env, stopped, ...(log ? { log } : {}) }).catch(
      (error: unknown) => {
        throw error instanceof StrataError ? error : unreachable(access, error)
      },
    )
    try {
      return await withSession(session.port, session.token, connected)
    } finally {
      await session.close()
    }
  } finally {
    done()
  }
}
