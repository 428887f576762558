import type { BuildPlace } from "./build/build-place.ts"
import { runBuild } from "./build/run-build.ts"
import { parseBuilder } from "./builders/parse-builder.ts"
import { buildxCommand } from "./client/client.ts"
import { imagesOf } from "./images-of.ts"
import { runContainer, runDocker } from "./run-container.ts"
import type { Engine } from "./types.ts"

/** An engine is the same set of functions over whichever daemon a client talks to. */
export function makeEngine(place: BuildPlace): Engine {
  const { client, info } = place
  const docker: Engine["docker"] = (args, options) => runDocker(client, args, options)
  return {
    info,
    build: (request, options) => runBuild(place, request, options),
    platforms: async () => {
      const { exitCode, stdout } = await buildxCommand(client, ["inspect", client.builder])
      return exitCode === 0 ? parseBuilder(stdout).platforms : []
    },
    images: imagesOf(place),
    run: (image, command, options) => runContainer(client, image, command, options),
    docker,
  }
}
