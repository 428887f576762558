import { runCommand } from "../process/run-command.ts"
import { parseBuilder } from "./parse-builder.ts"

/**
 * Environment in which the docker client talks to the daemon that a builder is, where it is one (a Docker context);
 * else the environment as it was. A builder that does not exist is told later, by `useBuilder`.
 */
export async function dockerEnvironment(
  name: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> {
  if (name === undefined) return env
  const { exitCode, stdout } = await runCommand(["docker", "buildx", "inspect", name], { env })
  const { driver, endpoints } = parseBuilder(exitCode === 0 ? stdout : "")
  const [context] = endpoints
  if (driver !== "docker" || context === undefined) return env
  const { DOCKER_HOST: _other, ...rest } = env
  return { ...rest, DOCKER_CONTEXT: context }
}
