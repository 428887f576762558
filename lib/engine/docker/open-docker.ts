import { useBuilder } from "../builders/use-builder.ts"
import { engineState } from "../embedded/state.ts"
import { freeBytes } from "../host/free-bytes.ts"
import { makeEngine } from "../make-engine.ts"
import type { Engine } from "../types.ts"
import type { FoundDocker } from "./find-docker.ts"

/** @throws StrataError as `useBuilder` */
export async function openDocker(found: FoundDocker, builder?: string): Promise<Engine> {
  const { client, store, version, buildxVersion, dataRoot } = found
  return makeEngine({
    client: builder === undefined ? client : await useBuilder(client, builder),
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
