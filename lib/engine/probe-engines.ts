import { type FoundDocker, findDocker, type NoDocker } from "./docker/find-docker.ts"
import { hostNeeds } from "./embedded/host-needs.ts"
import type { EngineName } from "./types.ts"

/** Whether an engine could be used, and if not, why and what would help. */
export interface EngineProbe {
  readonly name: EngineName
  readonly available: boolean
  /** Version and store of what was found, or why it is passed over. */
  readonly detail: string
  readonly remedy?: string
}

export function dockerProbe(found: FoundDocker | NoDocker): EngineProbe {
  if ("reason" in found) return { name: "docker", available: false, detail: found.reason, remedy: found.remedy }
  const { version, buildxVersion, store } = found
  return { name: "docker", available: true, detail: `docker ${version}, buildx ${buildxVersion}, ${store} store` }
}

export async function embeddedProbe(): Promise<EngineProbe> {
  const missing = (await hostNeeds()).filter((need) => !need.ok)
  if (missing.length === 0)
    return { name: "embedded", available: true, detail: "everything it needs of this machine is there" }
  return {
    name: "embedded",
    available: false,
    detail: missing.map((need) => `${need.name}: ${need.detail}`).join("; "),
    remedy: missing.flatMap((need) => need.remedy ?? []).join("; "),
  }
}

/** Every engine in the order that `auto` asks them; starts and installs nothing. */
export async function probeEngines(): Promise<readonly EngineProbe[]> {
  const [docker, embedded] = await Promise.all([findDocker().then(dockerProbe), embeddedProbe()])
  return [docker, embedded]
}
