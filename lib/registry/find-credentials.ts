import { askHelper } from "./credential-helper.ts"
import type { Credentials } from "./credentials.ts"
import { helperFor, readDockerConfig, serverAddress, storedCredentials } from "./docker-config.ts"

export interface FindCredentialsOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly onNote?: (text: string) => void
}

/**
 * What the user's docker would log in to a registry with: a helper's answer first, then the file's own; undefined where
 * there is nothing, which means to ask without a name.
 * @throws StrataError `registry-failed` where docker's configuration cannot be read
 */
export async function findCredentials(
  registry: string,
  { env = process.env, onNote = () => {} }: FindCredentialsOptions = {},
): Promise<Credentials | undefined> {
  const config = await readDockerConfig(env)
  const helper = helperFor(config, registry)
  if (helper !== undefined) {
    const answer = await askHelper(helper, serverAddress(registry), env)
    if (answer.kind === "found") return answer.credentials
    if (answer.kind === "failed") onNote(`${helper}, which keeps the login of ${registry}, ${answer.why}`)
  }
  return storedCredentials(config, registry)
}
