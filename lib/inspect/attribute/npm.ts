import { databaseFiles, npmInstalled } from "./database-files.ts"
import type { Context, DatabaseFile, Reader } from "./reader.ts"

interface Manifest {
  readonly name?: unknown
  readonly version?: unknown
}

function parse(content: Buffer): Manifest {
  try {
    const value: unknown = JSON.parse(content.toString("utf8"))
    return typeof value === "object" && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** What is kept to install from: yarn's `v6/npm-NAME-VERSION-HASH/node_modules/NAME`, and what lies in a cache otherwise. */
const cached = /(?:^|\/)(?:\.cache|v\d+\/npm-[^/]+)\/(?:.*\/)?node_modules\//

/** `.pnpm/@scope+name@1.2.3_peers/node_modules/`: the version, where the manifest is a link and cannot be read. */
const pnpmVersion = /\/\.pnpm\/@?[^/@]+@(?<version>[^/_(]+)[^/]*\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/

function claimFolder({ path, node, content }: DatabaseFile, { owners, finder }: Context): void {
  // What a distribution or a wheel brought along is theirs.
  if (owners.isClaimed(node) || cached.test(path)) return
  const folder = finder.paths.parent(node)
  const { name, version = pnpmVersion.exec(path)?.groups?.version } = parse(content)
  const owner = owners.add({
    ecosystem: "npm",
    name: typeof name === "string" ? name : (npmInstalled.exec(path)?.groups?.name ?? ""),
    ...(typeof version === "string" && { version }),
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
