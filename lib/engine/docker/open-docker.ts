import { engineState } from "../embedded/state.ts"
import { freeBytes } from "../host/free-bytes.ts"
import { makeEngine } from "../make-engine.ts"
import type { Engine } from "../types.ts"
import type { FoundDocker } from "./find-docker.ts"

export function openDocker(found: FoundDocker): Engine {
  const { client, store, version, buildxVersion, dataRoot } = found
  return makeEngine({
    client,
    state: engineState(),
    ...(dataRoot === undefined ? {} : { dataRoot }),
    info: {
      name: "docker",
      store,
      version,
      buildxVersion,
      ...(dataRoot === undefined ? {} : { freeBytes: freeBytes(dataRoot) }),
    },
  })
}
