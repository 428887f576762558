import { type ChildProcessByStdio, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import type { Readable, Writable } from "node:stream"
import { z } from "zod"

/** What `dagger session` prints once its engine answers. */
const parametersSchema = z.object({ port: z.int().positive(), session_token: z.string().min(1) })

export interface Session {
  readonly port: number
  readonly token: string
  /** Ends it, and waits for what the engine still has to keep. */
  close(): Promise<void>
}

export interface SessionOptions {
  readonly env: NodeJS.ProcessEnv
  /** What the command line says. */
  readonly log?: Writable
  /** Rejects when nobody wants the session any more. */
  readonly stopped: Promise<never>
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** After the session was told to end. */
const graceMilliseconds = 30_000

async function close(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "exit")
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMilliseconds)
  // The session ends with its standard input, so it also ends when this process is killed.
  child.stdin.end()
  await ended
  clearTimeout(timer)
}

/**
 * Has Dagger's command line open a session, as each of its SDKs does. The SDK's own way is not taken, because there a
 * command line that fails ends the whole process with an error that nobody can catch.
 * @throws Error with what the command line said, where it opens none; what `stopped` rejects with
 */
export async function openSession(cli: string, { env, log, stopped }: SessionOptions): Promise<Session> {
  const child: Child = spawn(cli, ["session"], { env, stdio: ["pipe", "pipe", "pipe"] })
  let said = ""
  child.stderr.setEncoding("utf8")
  child.stderr.on("data", (text: string) => {
    said = `${said}${text}`.slice(-10_000)
    log?.write(text)
  })
  child.stdin.on("error", () => {})
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject)
    child.once("close", () => reject(new Error(said.trim() || `'${cli} session' ended at once and said nothing`)))
  })
  const line = once(createInterface(child.stdout), "line")
  // Each of the two loses the race at some time, and nobody asks it then.
  ended.catch(() => {})
  line.catch(() => {})
  try {
    const [text] = (await Promise.race([line, ended, stopped])) as [string]
    const { port, session_token: token } = parametersSchema.parse(JSON.parse(text))
    return { port, token, close: () => close(child) }
  } catch (error) {
    await close(child)
    throw error
  }
}
