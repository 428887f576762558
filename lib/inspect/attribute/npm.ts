import { jsonTexts } from "../../text/json-texts.ts"
import { databaseFiles, npmInstalled } from "./database-files.ts"
import type { Context, DatabaseFile, Reader } from "./reader.ts"

const wanted = ["name", "version"] as const

/** What is kept to install from: yarn's `v6/npm-NAME-VERSION-HASH/node_modules/NAME`, and what lies in a cache otherwise. */
const cached = /(?:^|\/)(?:\.cache|v\d+\/npm-[^/]+)\/(?:.*\/)?node_modules\//

/** `.pnpm/@scope+name@1.2.3_peers/node_modules/`: the version, where the manifest is a link and cannot be read. */
const pnpmVersion = /\/\.pnpm\/@?[^/@]+@(?<version>[^/_(]+)[^/]*\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/

function claimFolder({ path, node, content }: DatabaseFile, { owners, finder }: Context): void {
  // What a distribution or a wheel brought along is theirs.
  if (owners.isClaimed(node) || cached.test(path)) return
  const folder = finder.paths.parent(node)
  const { name, version = pnpmVersion.exec(path)?.groups?.version } = jsonTexts(content, wanted)
  const owner = owners.add({
    ecosystem: "npm",
    name: name ?? npmInstalled.exec(path)?.groups?.name ?? "",
    ...(version !== undefined && { version }),
    location: finder.paths.path(folder),
  })
  owners.claim(node, owner)
  owners.claimFolder(folder, owner)
}

/** Packages of Node: a folder each, and those nested in it theirs. */
export const npm: Reader = {
  isWanted: databaseFiles.npm,
  read: (database, context) => {
    for (const file of database) claimFolder(file, context)
  },
}
