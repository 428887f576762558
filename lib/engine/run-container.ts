import { usersBuilders } from "./builders/users-builders.ts"
import { buildxCommand, type Client, dockerCommand } from "./client/client.ts"
import { runCommand } from "./process/run-command.ts"
import { tied } from "./process/tied.ts"
import type { RunOptions, RunResult } from "./types.ts"

/** Arguments of `docker run`. `--init` so that a signal ends the command: process 1 would ignore it. */
export function runArguments(
  image: string,
  command: readonly string[],
  options: RunOptions,
  terminal: boolean,
): readonly string[] {
  const inherit = options.stdio === "inherit"
  return [
    "run",
    "--rm",
    "--init",
    "--network=host",
    "--log-driver=none",
    ...(inherit ? ["--interactive"] : []),
    ...(inherit && terminal ? ["--tty"] : []),
    ...Object.entries(options.env ?? {}).map(([name, value]) => `--env=${name}=${value}`),
    ...(options.user === undefined ? [] : [`--user=${options.user}`]),
    ...(options.entrypoint === undefined ? [] : [`--entrypoint=${options.entrypoint}`]),
    image,
    ...command,
  ]
}

/**
 * Whether runc lost a container's first process before it was set up, as it does now and then (seen with 1.1.15). Nothing of
 * the command ran then.
 */
export function hasNeverBegun({ exitCode, stderr }: RunResult): boolean {
  return exitCode === 125 && /OCI runtime create failed: .*waiting for init preliminary setup/.test(stderr)
}

/** Runs a command in a new container; the container ends when this process ends, and is then removed. */
export async function runContainer(
  client: Client,
  image: string,
  command: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await runOnce(client, image, command, options)
  return hasNeverBegun(result) ? runOnce(client, image, command, options) : result
}

async function runOnce(
  client: Client,
  image: string,
  command: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  const terminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)
  const args = runArguments(image, command, options, terminal)
  // TERM and not KILL: the client hands it on to the container, which would otherwise live on.
  const { exitCode, stdout, stderr } = await runCommand(tied([...client.docker, ...args], "TERM"), {
    env: client.env,
    stdio: options.stdio ?? "capture",
    ...(options.signal ? { signal: options.signal } : {}),
  })
  return { exitCode, stdout, stderr }
}

/** Runs the docker client. `buildx` is run as a program of its own, which the embedded engine has and no plugin. */
export async function runDocker(
  client: Client,
  args: readonly string[],
  options: { readonly stdio?: "inherit" | "capture" } = {},
): Promise<RunResult> {
  const settings = { stdio: options.stdio ?? "capture", keepBytes: 256 * 1024 * 1024 } as const
  const [command, ...rest] = args
  const { exitCode, stdout, stderr } = await (command === "buildx"
    ? buildxCommand(client, rest, { ...settings, env: usersBuilders(client.env) })
    : dockerCommand(client, args, settings))
  return { exitCode, stdout, stderr }
}
