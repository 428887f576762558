import type { Listed } from "./ask.ts"

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")))

/** What package managers say, by path. */
export interface Listers {
  /** Who lists a path: by itself, or by the nearest folder of a package that has all in it. */
  of(path: string): readonly Listed[]
  /** Owners of what is listed in the nearest folder around a path that has something listed in it. */
  around(path: string): ReadonlySet<string>
}

export const ownerKey = ({ ecosystem, owner }: Pick<Listed, "ecosystem" | "owner">): string => `${ecosystem} ${owner}`

/** @param places where each listed path really is (`walkRoot`) */
export function makeListers(listed: readonly Listed[], places: readonly string[]): Listers {
  const byPath = new Map<string, Listed[]>()
  const byFolder = new Map<string, Set<string>>()
  for (const [index, found] of listed.entries()) {
    const path = places[index] ?? ""
    const known = byPath.get(path)
    if (known) known.push(found)
    else byPath.set(path, [found])
    for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) {
      const owners = byFolder.get(folder) ?? new Set<string>()
      byFolder.set(folder, owners.add(ownerKey(found)))
    }
  }
  // An empty folder that a package lists is its, too.
  for (const [path, found] of byPath) {
    const owners = byFolder.get(path) ?? new Set<string>()
    for (const one of found) owners.add(ownerKey(one))
    byFolder.set(path, owners)
  }
  const foldersAt = (path: string) => byPath.get(path)?.filter(({ isFolder }) => isFolder) ?? []
  return {
    of: (path) => {
      const files = byPath.get(path)?.filter(({ isFolder }) => !isFolder) ?? []
      let folder = path
      while (folder !== "" && foldersAt(folder).length === 0) folder = parentOf(folder)
      return [...files, ...(folder === "" ? [] : foldersAt(folder))]
    },
    around: (path) => {
      let folder = parentOf(path)
      while (folder !== "" && !byFolder.has(folder)) folder = parentOf(folder)
      return byFolder.get(folder) ?? new Set()
    },
  }
}
