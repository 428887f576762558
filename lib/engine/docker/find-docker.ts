import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Client } from "../client/client.ts"
import { runCommand } from "../process/run-command.ts"
import type { StoreName } from "../types.ts"

/** A daemon that was there before us. */
export interface FoundDocker {
  readonly client: Client
  readonly store: StoreName
  readonly version: string
  readonly buildxVersion: string
  /** Its data root, if it is on this host and can be read. */
  readonly dataRoot?: string
}

export interface NoDocker {
  /** Why it is passed over. */
  readonly reason: string
  readonly remedy: string
}

/** A daemon that has not answered by then is passed over. */
const timeoutMilliseconds = 5_000

interface Info {
  readonly ID?: string
  readonly ServerVersion?: string
  readonly DockerRootDir?: string
  readonly DriverStatus?: readonly (readonly [string, string])[] | null
  readonly ServerErrors?: readonly string[] | null
}

/** Which of the two stores a daemon has, from `docker info`. */
export function storeOf(info: Info): StoreName {
  const type = info.DriverStatus?.find(([name]) => name === "driver-type")?.[1] ?? ""
  return type.startsWith("io.containerd.snapshotter") ? "containerd" : "classic"
}

/** The data root, if the folder of that name on this host really is this daemon's: they share an id. */
function ownDataRoot(info: Info): string | undefined {
  try {
    const root = info.DockerRootDir ?? ""
    return existsSync(root) && readFileSync(join(root, "engine-id"), "utf8").trim() === info.ID ? root : undefined
  } catch {
    return undefined
  }
}

/** Looks for a daemon as the docker client does (DOCKER_HOST, the current context, the default socket), with buildx. */
export async function findDocker(env: NodeJS.ProcessEnv = process.env): Promise<FoundDocker | NoDocker> {
  const ask = (args: readonly string[]) =>
    runCommand(["docker", ...args], { env, timeoutMilliseconds, stopSignal: "SIGKILL" })
  const answer = await ask(["info", "--format", "{{json .}}"])
  if (answer.missing)
    return { reason: "no docker client is installed", remedy: "install Docker, or use the embedded engine" }
  const info: Info = answer.stdout.startsWith("{") ? (JSON.parse(answer.stdout) as Info) : {}
  if (answer.exitCode !== 0 || !info.ServerVersion) {
    const why =
      info.ServerErrors?.[0] ?? (answer.timedOut ? "no answer in 5 s" : answer.stderr.trim().split("\n").at(-1))
    return { reason: `no docker daemon answers: ${why}`, remedy: "start Docker, or set DOCKER_HOST" }
  }
  const buildx = await ask(["buildx", "version"])
  const buildxVersion = /\bv?(\d+\.\d+\.\d+)/.exec(buildx.stdout)?.[1]
  if (buildx.exitCode !== 0 || buildxVersion === undefined)
    return {
      reason: "the docker client has no buildx",
      remedy: "install the buildx plugin (package docker-buildx-plugin, or docker-buildx)",
    }
  const context = (await ask(["context", "show"])).stdout.trim() || "default"
  const dataRoot = ownDataRoot(info)
  return {
    client: { docker: ["docker"], buildx: ["docker", "buildx"], env, builder: context },
    store: storeOf(info),
    version: info.ServerVersion,
    buildxVersion,
    ...(dataRoot === undefined ? {} : { dataRoot }),
  }
}
