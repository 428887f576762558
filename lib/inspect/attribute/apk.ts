import { claimPath } from "./claim-path.ts"
import { databaseFiles } from "./database-files.ts"
import { eachLine } from "./each-line.ts"
import type { Context, DatabaseFile, Reader } from "./reader.ts"

/** Makes `/home`, `/opt` and the like: what is in them is not its own. */
const skeletonPackages = new Set(["alpine-baselayout"])

/** Claims what the records of `installed` name: P, V, then F for a folder and R for each file in it (apk-package(5)). */
function claimInstalled({ content }: DatabaseFile, context: Context): void {
  const { owners, finder } = context
  const text = (start: number, end: number): string => content.toString("utf8", start, end)
  let name = ""
  let owner = 0
  let folder: number | undefined
  eachLine(content, (start, end) => {
    const value = start + "P:".length
    switch (String.fromCharCode(content[start] ?? 0)) {
      case "P":
        name = text(value, end)
        break
      case "V":
        owner = owners.add({ ecosystem: "apk", name, version: text(value, end) })
        break
      case "F":
        folder = finder.find(content, value, end)
        if (folder !== undefined) folder = finder.follow(folder)
        if (folder) claimPath(context, folder, owner, skeletonPackages.has(name))
        break
      case "R": {
        const path = folder === undefined ? undefined : finder.find(content, value, end, folder)
        if (path !== undefined) claimPath(context, path, owner)
        break
      }
    }
  })
}

/** Alpine and what descends from it. Records say P before V, in the order that apk writes them. */
export const apk: Reader = {
  isWanted: databaseFiles.apk,
  read: (database, context) => {
    for (const file of database) claimInstalled(file, context)
  },
}
