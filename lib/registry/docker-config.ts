import { readFile } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import type { Credentials } from "./credentials.ts"
import { registryProblem } from "./problem.ts"

/** The part of docker's `config.json` that says how to log in. */
const configSchema = z.object({
  auths: z
    .record(
      z.string(),
      z.object({
        auth: z.string().optional(),
        username: z.string().optional(),
        password: z.string().optional(),
        identitytoken: z.string().optional(),
      }),
    )
    .optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
})
export type DockerConfig = z.infer<typeof configSchema>

/**
 * The user's docker configuration: `config.json` in `DOCKER_CONFIG`, or else in `~/.docker`; empty where there is none.
 * @throws StrataError `registry-failed` where it cannot be read
 */
export async function readDockerConfig(env: NodeJS.ProcessEnv = process.env): Promise<DockerConfig> {
  const file = join(env.DOCKER_CONFIG || join(homedir(), ".docker"), "config.json")
  try {
    return configSchema.parse(JSON.parse(await readFile(file, "utf8")))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return {}
    throw registryProblem(`docker's configuration '${file}' cannot be read`, {
      cause,
      detail: cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message,
      fix: "mend the file, or point DOCKER_CONFIG at another folder",
    })
  }
}

/** Docker Hub's key in every version of the file. */
const hubKey = "https://index.docker.io/v1/"

/** The key that `docker login` writes for a registry. */
export function serverAddress(registry: string): string {
  return registry === "docker.io" ? hubKey : registry
}

/** A key as the name of a registry: old versions wrote addresses with a scheme and a path. */
function registryOfKey(key: string): string {
  return key === hubKey ? "docker.io" : key.replace(/^https?:\/\//, "").replace(/\/.*$/, "")
}

/** What the file itself holds for a registry. */
export function storedCredentials({ auths = {} }: DockerConfig, registry: string): Credentials | undefined {
  const exact = auths[serverAddress(registry)]
  const entry = exact ?? Object.entries(auths).find(([key]) => registryOfKey(key) === registry)?.[1]
  if (!entry) return undefined
  if (entry.identitytoken) return { kind: "identity", token: entry.identitytoken }
  const decoded = Buffer.from(entry.auth ?? "", "base64").toString("utf8")
  const colon = decoded.indexOf(":")
  const user = colon < 0 ? entry.username : decoded.slice(0, colon)
  const password = colon < 0 ? entry.password : decoded.slice(colon + 1).replace(/\0+$/, "")
  return user && password ? { kind: "password", user, password } : undefined
}

/** The program that keeps a registry's credentials: `docker-credential-NAME`. */
export function helperFor({ credHelpers = {}, credsStore }: DockerConfig, registry: string): string | undefined {
  const name = credHelpers[serverAddress(registry)] ?? credHelpers[registry] ?? credsStore
  return name ? `docker-credential-${name}` : undefined
}
