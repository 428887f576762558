import { parseLdConf } from "../../loader/index.ts"
import type { ContentFacts } from "../contents/content-facts.ts"
import type { ImageFiles } from "../image-files.ts"

/** Folders that `/etc/ld.so.conf` and the files of `/etc/ld.so.conf.d` name, in the order of their names. */
export function configuredFolders({ loaderSettings }: ContentFacts, { paths, rows }: ImageFiles): readonly string[] {
  const byPath = [...loaderSettings]
    .map(([row, content]) => ({ path: paths.path(rows.path[row] ?? 0), content }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  // The one pattern that images use is the folder whose files are here.
  return byPath
    .flatMap(({ content }) => parseLdConf(content.toString("utf8")))
    .flatMap((line) => (line.kind === "folder" ? [line.folder] : []))
}
