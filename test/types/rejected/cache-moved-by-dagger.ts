// error: 'cacheTo' does not exist in type 'DaggerOptions'
import type { Client } from "@dagger.io/dagger"
import { apt, image } from "strata-images"
import { buildContainer } from "strata-images/dagger"

const definition = image("mine", { os: "debian12" }).with(apt("git")).toImage()

export const built = (client: Client) =>
  buildContainer(client, definition, { cacheTo: [{ kind: "registry", ref: "registry.example/cache" }] })
