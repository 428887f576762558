import { type CommandOptions, type CommandResult, runCommand } from "../process/run-command.ts"
import { tied } from "../process/tied.ts"

/** The programs that talk to one daemon, and the environment that points them at it. */
export interface Client {
  readonly docker: readonly string[]
  readonly buildx: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** `--builder` of every build: the daemon itself, whatever else the user made the default. */
  readonly builder: string
  /** The builder is not the daemon: it does not see the daemon's images, and its result is loaded into the daemon. */
  readonly apart?: boolean
}

/** Runs the docker client; it ends when this process ends. */
export function dockerCommand(
  client: Client,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return runCommand(tied([...client.docker, ...args]), { env: client.env, ...options })
}

export function buildxCommand(
  client: Client,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return runCommand(tied([...client.buildx, ...args]), { env: client.env, ...options })
}
