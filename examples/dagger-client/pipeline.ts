/** Builds an image with Dagger's SDK from a script: no module, no engine of Strata's. */
import { connect } from "@dagger.io/dagger"
import { buildContainer, measureContainer } from "strata-images/dagger"
import definition from "./image.ts"

const image = definition.toImage()

await connect(
  async (client) => {
    const container = await buildContainer(client, image)
    const versions = await container.withExec(["/bin/sh", "-c", "curl --version | head -n 1"]).stdout()
    const { unpackedBytes } = await measureContainer(client, container, image)
    console.log(`${versions.trim()}\n${(unpackedBytes / 1e6).toFixed(1)} MB unpacked`)
  },
  { LogOutput: process.stderr },
)
