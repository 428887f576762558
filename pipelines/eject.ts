import type { Client, Directory } from "@dagger.io/dagger"
import type { Definition } from "strata-images"
import { bakeFile, compileDockerfile } from "strata-images/dockerfile"
import { type Choice, choose } from "./choose.ts"
import { nameOf } from "./name-of.ts"

/**
 * One image of a family as files that build without Strata: `Dockerfile`, `docker-bake.json`, and `Dockerfile.files/`
 * where the Dockerfile copies from it.
 */
export function eject(client: Client, definition: Definition, options: Choice = {}): Directory {
  const image = choose(definition, options)
  const compiled = compileDockerfile(image)
  const bake = bakeFile([
    {
      name: nameOf(image).replaceAll(".", "_"),
      compiled,
      dockerfile: "Dockerfile",
      platform: image.platform,
      tags: [`${image.name}:${image.variant ?? "latest"}`],
      context: ".",
    },
  ])
  const files = compiled.files.map(({ path, content }) => ({ path: `Dockerfile.files/${path}`, content }))
  return [
    { path: "Dockerfile", content: compiled.dockerfile },
    { path: "docker-bake.json", content: bake },
    ...files,
  ].reduce((folder, { path, content }) => folder.withNewFile(path, content), client.directory())
}
