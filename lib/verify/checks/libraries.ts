import { elfObjects } from "../elf-objects.ts"
import type { ImageTree } from "../image-tree.ts"
import { LibrarySearch, type Search } from "../loader/library-search.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"

function causeOf(tree: ImageTree, name: string, search: Search): string | undefined {
  if (search.kind === "not-in-cache")
    return `/etc/ld.so.cache is out of date: ${tree.name(search.path)} is not in it, so run ldconfig in the step that adds it`
  for (const path of tree.everNamed(name)) {
    const removed = tree.whoRemoved(path)
    if (removed !== undefined) return removed
  }
  return undefined
}

/** Names that the kernel, or the driver on the host, brings into a container. */
const fromHost =
  /^(linux-vdso|ld-linux|libcuda\.so|libnvidia-|libnvcuvid\.so|libnvoptix\.so|libGLX_nvidia\.so|libEGL_nvidia\.so)/

/** Shared libraries that programs and libraries ask for and the loader does not find. */
export function checkLibraries(tree: ImageTree): Found {
  const search = new LibrarySearch(tree)
  const failures: Failure[] = []
  let looked = 0
  for (const found of elfObjects(tree)) {
    const { path } = found
    looked++
    if ("damage" in found) {
      const name = tree.name(path)
      failures.push(failureOf(tree, path, { key: `damaged ${name}`, message: `${name} is damaged: ${found.damage}` }))
      continue
    }
    const { object } = found
    for (const name of object.needed) {
      if (fromHost.test(name)) continue
      const result = search.find(name, object, path)
      if (result.kind === "found" || result.kind === "beside") continue
      const cause = causeOf(tree, name, result)
      failures.push(
        failureOf(tree, path, {
          key: `library ${tree.name(path)} ${name}`,
          message: `${tree.name(path)} needs ${name}, which the loader does not find`,
          ...(cause === undefined ? {} : { cause }),
        }),
      )
    }
  }
  return { looked, failures }
}
