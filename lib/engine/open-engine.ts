import { StrataError } from "../errors/index.ts"
import { dockerEnvironment } from "./builders/docker-environment.ts"
import { useBuilder } from "./builders/use-builder.ts"
import { findDocker } from "./docker/find-docker.ts"
import { openDocker } from "./docker/open-docker.ts"
import { openEmbedded } from "./embedded/open-embedded.ts"
import { dockerProbe, type EngineProbe, embeddedProbe } from "./probe-engines.ts"
import type { Engine, EngineChoice, StoreName } from "./types.ts"

export interface OpenEngineOptions {
  readonly choice: EngineChoice
  /** Default `classic`; see `storeFor`. */
  readonly store?: StoreName
  /** Name of the buildx builder that does the builds. Default: the engine's own. */
  readonly builder?: string
  /** Told in a line what takes time, before it does. */
  readonly onNote?: (text: string) => void
  readonly signal?: AbortSignal
}

function unavailable(probes: readonly EngineProbe[]): StrataError {
  return new StrataError({
    code: "engine-unavailable",
    message: `no engine can be used: ${probes.map((probe) => `${probe.name} (${probe.detail})`).join(", ")}`,
    fix: probes.flatMap((probe) => (probe.remedy ? [`${probe.name}: ${probe.remedy}`] : [])).join("; or "),
  })
}

/**
 * A daemon that has only the classic store cannot do what was asked of `containerd`; the other way round it can, and so
 * can a builder apart from the daemon.
 */
async function tryDocker({ store, builder }: OpenEngineOptions): Promise<Engine | EngineProbe> {
  const found = await findDocker(await dockerEnvironment(builder))
  if ("reason" in found) return dockerProbe(found)
  const client = builder === undefined ? found.client : await useBuilder(found.client, builder)
  if (store !== "containerd" || found.store === "containerd" || client.apart) return openDocker({ ...found, client })
  return {
    name: "docker",
    available: false,
    detail: "its image store is the classic one, which cannot export or import a build cache",
    remedy: 'switch the daemon to the containerd store ("features": {"containerd-snapshotter": true})',
  }
}

async function tryEmbedded(options: OpenEngineOptions): Promise<Engine | EngineProbe> {
  const probe = await embeddedProbe()
  if (!probe.available) return probe
  const { onNote, signal, builder, store = "classic" } = options
  return openEmbedded(store, {
    ...(onNote ? { onNote } : {}),
    ...(signal ? { signal } : {}),
    ...(builder === undefined ? {} : { builder }),
  })
}

/**
 * Opens an engine; `auto` takes docker if a daemon answers, then the embedded one, which it makes and starts if need
 * be (15 s the first time, 1.5 s later, nothing when it runs).
 * @throws StrataError `engine-unavailable` with the reason and remedy for each, `engine-start-failed`, `network`,
 * `disk-full`; `invalid-option` for a builder that does not exist
 */
export async function openEngine(options: OpenEngineOptions): Promise<Engine> {
  const tries = {
    docker: [() => tryDocker(options)],
    embedded: [() => tryEmbedded(options)],
    auto: [() => tryDocker(options), () => tryEmbedded(options)],
  }[options.choice]
  const probes: EngineProbe[] = []
  for (const attempt of tries) {
    const result = await attempt()
    if ("build" in result) return result
    probes.push(result)
  }
  throw unavailable(probes)
}
