import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { StrataError } from "../../errors/index.ts"
import { parseReference } from "./reference.ts"

interface Repositories {
  readonly Repositories: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Names of images, as docker shows them -> ids. The file comes with the first name. */
async function readNames(images: string): Promise<ReadonlyMap<string, string>> {
  try {
    const file = JSON.parse(await readFile(join(images, "repositories.json"), "utf8")) as Repositories
    return new Map(Object.values(file.Repositories).flatMap((names) => Object.entries(names)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map()
    throw error
  }
}

async function readIds(images: string): Promise<readonly string[]> {
  return (await readdir(join(images, "imagedb/content/sha256"))).map((id) => `sha256:${id}`)
}

/** The ids that `ref` can mean, in docker's own order: a whole id, a name, a digest after a name, the beginning of an id. */
function candidates(ref: string, names: ReadonlyMap<string, string>, ids: readonly string[]): readonly string[] {
  const wanted = `sha256:${ref.replace(/^sha256:/, "")}`
  if (ids.includes(wanted)) return [wanted]
  const { familiar, digest } = parseReference(ref)
  const named = names.get(familiar)
  if (named !== undefined) return [named]
  if (digest !== undefined) return ids.filter((id) => id === digest)
  return /^sha256:[0-9a-f]{1,64}$/.test(wanted) ? ids.filter((id) => id.startsWith(wanted)) : []
}

/**
 * Id of the image that `ref` names in a classic store: a tag (`latest` if none is said), `name@sha256:...`, an id or
 * the beginning of one.
 * @param images the store's folder `image/overlay2`.
 * @throws StrataError `engine-store` where there is none, or more than one
 */
export async function findImage(images: string, ref: string): Promise<string> {
  const found = candidates(ref, await readNames(images), await readIds(images))
  const [id] = found
  if (id !== undefined && found.length === 1) return id
  throw new StrataError({
    code: "engine-store",
    message:
      found.length > 1
        ? `'${ref}' is the beginning of the ids of ${found.length} images`
        : `there is no image '${ref}' in the engine`,
    fix: found.length > 1 ? "give more letters of the id" : "see which there are: strata engine status, docker images",
  })
}
