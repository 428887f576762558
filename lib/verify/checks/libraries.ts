import type { ElfObject } from "../../elf/index.ts"
import { Loader, parseLdCache } from "../../loader/index.ts"
import { elfObjects } from "../elf-objects.ts"
import type { ImageTree } from "../image-tree.ts"
import { configuredFolders } from "../ld-conf.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"

/** The loader of the image, reading the image's own ld.so.cache; without one it has only its own folders. */
function loaderOf(tree: ImageTree): Loader {
  const path = tree.resolve("/etc/ld.so.cache")
  const cache = parseLdCache(path === undefined ? Buffer.alloc(0) : tree.read(path)(0, tree.bytes(path)))
  return new Loader(tree.files, { configured: configuredFolders(tree), cache })
}

/** Whether a library is found, or lies beside the object that asks: whoever loads that has usually loaded it before. */
function isFound(tree: ImageTree, loader: Loader, name: string, object: ElfObject, path: number): boolean {
  if (name.includes("/")) return tree.exists(name, tree.folder(path))
  return loader.find(name, { path, object }) !== undefined || tree.exists(name, tree.folder(path))
}

function causeOf(tree: ImageTree, loader: Loader, name: string): string | undefined {
  const forgotten = loader.configured(name)
  if (forgotten !== undefined)
    return `/etc/ld.so.cache is out of date: ${tree.name(forgotten)} is not in it, so run ldconfig in the step that adds it`
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
  const loader = loaderOf(tree)
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
      if (fromHost.test(name) || isFound(tree, loader, name, object, path)) continue
      const cause = causeOf(tree, loader, name)
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
