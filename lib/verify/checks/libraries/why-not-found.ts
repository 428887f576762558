import { globPart } from "../../glob.ts"
import type { ImageTree } from "../../image-tree.ts"
import { type Asking, copiesOf, isForSame, type Linking, objectAt } from "./linking.ts"
import { machineName } from "./machines.ts"

/** Who took away a path, or what a link at it leads to. */
function whoRemoved(tree: ImageTree, path: number): string | undefined {
  const target = tree.target(path)
  const end = target === undefined ? path : tree.at(target, tree.folder(path))
  return end === undefined ? undefined : tree.whoRemoved(end)
}

/** A library of the same name and another version, as `libssl.so.3` is of `libssl.so.1.1`: the shortest such name. */
function otherVersion({ tree }: Linking, name: string): string | undefined {
  const [stem = name] = name.split(/(?<=\.so)\./)
  if (stem === name) return undefined
  const others = tree.everLike(globPart(`${stem}.*`)).filter((path) => tree.follow(path) !== undefined)
  const [shortest] = others.map((path) => tree.baseName(path)).sort((a, b) => a.length - b.length)
  return shortest
}

/** Why the loader does not find a library. */
export function whyNotFound(linking: Linking, name: string, asking: Asking): string {
  const { tree, loader } = linking
  const forgotten = loader.configured(name)
  if (forgotten !== undefined && isForSame(linking, forgotten, asking))
    return `/etc/ld.so.cache is out of date: ${tree.name(forgotten)} is not in it, so run ldconfig in the step that adds it`
  for (const path of tree.everNamed(name)) {
    const removed = whoRemoved(tree, path)
    if (removed !== undefined) return removed
  }
  const [copy] = copiesOf(linking, name)
  if (copy !== undefined) {
    if (isForSame(linking, copy, asking)) return `${tree.name(copy)} is in no folder where the loader searches for it`
    const machine = objectAt(linking, copy)?.machine ?? 0
    return `${tree.name(copy)} is for ${machineName(machine)}, and this is for ${machineName(asking.object.machine)}`
  }
  const other = otherVersion(linking, name)
  return other === undefined ? "no layer ever had a file of that name" : `of its versions there is only ${other}`
}
