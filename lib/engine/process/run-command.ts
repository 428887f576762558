import { type ChildProcess, spawn } from "node:child_process"

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** `inherit`: standard streams are the caller's own. Default: captured, with nothing on standard input. */
  readonly stdio?: "inherit" | "capture"
  /** Called with every piece of standard output or error as it comes; the result then still holds all of it. */
  readonly onStdout?: (chunk: Buffer) => void
  readonly onStderr?: (chunk: Buffer) => void
  /** Stops the command: `stopSignal` first, SIGKILL after `graceMilliseconds`. */
  readonly signal?: AbortSignal
  readonly stopSignal?: NodeJS.Signals
  readonly graceMilliseconds?: number
  /** Keeps only the last bytes of each stream; default 16 MiB. */
  readonly keepBytes?: number
  readonly timeoutMilliseconds?: number
}

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** The command could not be started at all, e.g. it is not installed. */
  readonly missing?: boolean
  readonly timedOut?: boolean
}

/** The end of a stream, in pieces, never more than about `limit` bytes. */
function tail(limit: number) {
  const pieces: Buffer[] = []
  let size = 0
  return {
    add(piece: Buffer) {
      pieces.push(piece)
      size += piece.length
      while (size - (pieces[0]?.length ?? 0) >= limit) size -= pieces.shift()?.length ?? 0
    },
    text: () => Buffer.concat(pieces).toString("utf8"),
  }
}

function stopper(child: ChildProcess, options: CommandOptions) {
  return () => {
    child.kill(options.stopSignal ?? "SIGTERM")
    setTimeout(() => child.kill("SIGKILL"), options.graceMilliseconds ?? 5_000).unref()
  }
}

/** Runs a program (no shell) to its end. Never rejects: a command that is not there has `missing` and exit code 127. */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = "", ...args] = command
  const inherit = options.stdio === "inherit"
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...(options.env ? { env: options.env } : {}),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: inherit ? "inherit" : ["ignore", "pipe", "pipe"],
    })
    const keep = options.keepBytes ?? 16 * 1024 * 1024
    const out = tail(keep)
    const err = tail(keep)
    child.stdout?.on("data", (chunk: Buffer) => {
      out.add(chunk)
      options.onStdout?.(chunk)
    })
    child.stderr?.on("data", (chunk: Buffer) => {
      err.add(chunk)
      options.onStderr?.(chunk)
    })
    const stop = stopper(child, options)
    let timedOut = false
    const timer =
      options.timeoutMilliseconds === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            stop()
          }, options.timeoutMilliseconds)
    const end = (result: CommandResult) => {
      clearTimeout(timer)
      options.signal?.removeEventListener("abort", stop)
      resolve(result)
    }
    if (options.signal?.aborted) stop()
    options.signal?.addEventListener("abort", stop)
    child.once("error", (error) =>
      end({ exitCode: 127, stdout: out.text(), stderr: error.message, missing: child.pid === undefined }),
    )
    child.once("close", (code, killedBy) =>
      end({
        exitCode: code ?? (killedBy === "SIGINT" ? 130 : 137),
        stdout: out.text(),
        stderr: err.text(),
        ...(timedOut ? { timedOut } : {}),
      }),
    )
  })
}
