import { join } from "node:path"
import { useBuilder } from "../builders/use-builder.ts"
import type { Client } from "../client/client.ts"
import { rootBuildx, rootDocker } from "../client/root-programs.ts"
import { freeBytes } from "../host/free-bytes.ts"
import { makeEngine } from "../make-engine.ts"
import type { Engine, StoreName } from "../types.ts"
import { aroundBuild } from "./around-build.ts"
import type { DaemonRecord } from "./daemon-record.ts"
import { ensureDaemon, type OpenOptions } from "./ensure-daemon.ts"
import { type EngineState, engineState, type StoreState, storeState } from "./state.ts"

/** Variables that would point the client at another daemon or builder. */
const foreign = [
  "DOCKER_CONTEXT",
  "DOCKER_TLS_VERIFY",
  "DOCKER_CERT_PATH",
  "DOCKER_API_VERSION",
  "BUILDX_BUILDER",
  "BUILDKIT_HOST",
]

function embeddedClient(store: StoreState, record: DaemonRecord): Client {
  const env = { ...process.env }
  for (const name of foreign) delete env[name]
  return {
    docker: rootDocker(record.root),
    buildx: rootBuildx(record.root),
    builder: "default",
    // buildx keeps its notes with the engine, not in the user's home; credentials are still read from there.
    env: { ...env, DOCKER_HOST: `unix://${store.socket}`, BUILDX_CONFIG: join(store.run, "buildx") },
  }
}

/** The embedded engine, started if it does not run. @throws StrataError as `ensureDaemon` and `useBuilder` */
export async function openEmbedded(
  store: StoreName,
  options: OpenOptions & { readonly state?: EngineState; readonly builder?: string } = {},
): Promise<Engine> {
  const state = options.state ?? engineState()
  const record = await ensureDaemon(state, store, options)
  const place = storeState(state, store)
  const client = embeddedClient(place, record)
  return makeEngine({
    client: options.builder === undefined ? client : await useBuilder(client, options.builder),
    state,
    dataRoot: place.data,
    around: (work, signal) => aroundBuild(place, work, signal),
    info: {
      name: "embedded",
      store,
      version: record.dockerVersion,
      buildxVersion: record.buildxVersion,
      freeBytes: freeBytes(place.data),
    },
  })
}
