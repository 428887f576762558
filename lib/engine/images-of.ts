import type { BuildPlace } from "./build/build-place.ts"
import { runDocker } from "./run-container.ts"
import { type DockerClient, openImageStore } from "./store/index.ts"
import type { ImageStore } from "./store/types.ts"

/** The images of the daemon that a place's client talks to. */
export function imagesOf({ client, info, dataRoot }: BuildPlace): ImageStore {
  const docker: DockerClient = (args) => runDocker(client, args)
  return openImageStore({ dataRoot, store: info.store, docker })
}
