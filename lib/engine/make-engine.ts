import type { BuildPlace } from "./build/build-place.ts"
import { runBuild } from "./build/run-build.ts"
import { runContainer, runDocker } from "./run-container.ts"
import { openImageStore } from "./store/index.ts"
import type { Engine } from "./types.ts"

/** An engine is the same set of functions over whichever daemon a client talks to. */
export function makeEngine(place: BuildPlace): Engine {
  const { client, info, dataRoot } = place
  const docker: Engine["docker"] = (args, options) => runDocker(client, args, options)
  return {
    info,
    build: (request, options) => runBuild(place, request, options),
    images: openImageStore({ dataRoot, store: info.store, docker }),
    run: (image, command, options) => runContainer(client, image, command, options),
    docker,
  }
}
