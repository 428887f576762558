import type { ContentFacts } from "../contents/content-facts.ts"
import type { ImageFiles } from "../image-files.ts"

/** Folders that `/etc/ld.so.conf` and the files of `/etc/ld.so.conf.d` name, in the order of their names. */
export function configuredFolders({ loaderSettings }: ContentFacts, { paths, rows }: ImageFiles): readonly string[] {
  const byPath = [...loaderSettings]
    .map(([row, content]) => ({ path: paths.path(rows.path[row] ?? 0), content }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return byPath
    .flatMap(({ content }) => content.toString("utf8").split("\n"))
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line.startsWith("/"))
}
