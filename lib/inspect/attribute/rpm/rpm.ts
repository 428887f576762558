import { claimPath } from "../claim-path.ts"
import { databaseFiles } from "../database-files.ts"
import type { Context, DatabaseFile, Reader } from "../reader.ts"
import { hashTableValues, isHashTable } from "./hash-table.ts"
import { isNdb, ndbPackages } from "./ndb-packages.ts"
import { type RpmPackage, readRpmHeader } from "./rpm-header.ts"
import { sqliteTable } from "./sqlite-table.ts"

/** Makes `/home`, `/opt` and the like: what is in them is not its own. */
const skeletonPackages = new Set(["filesystem"])

/** A header has two numbers and at least one tag. Berkeley DB's table also has a counter among the packages. */
const leastHeaderBytes = 24

function* headersOf(database: Buffer): Generator<Buffer> {
  if (isNdb(database)) yield* ndbPackages(database)
  else if (isHashTable(database)) yield* hashTableValues(database)
  else for (const [, header] of sqliteTable(database, "Packages")) if (header) yield header
}

/** All packages of a database of any of RPM's three formats. What is damaged ends the list: names found so far are better than none. */
export function readRpmDatabase(database: Buffer): readonly RpmPackage[] {
  const found: RpmPackage[] = []
  try {
    for (const header of headersOf(database)) if (header.length >= leastHeaderBytes) found.push(readRpmHeader(header))
  } catch {
    return found
  }
  return found
}

function claimPackage({ name, version, paths }: RpmPackage, context: Context): void {
  const { owners, finder } = context
  const owner = owners.add({ ecosystem: "rpm", name, version })
  for (const text of paths) {
    const path = finder.findText(text)
    if (path !== undefined) claimPath(context, path, owner, skeletonPackages.has(name))
  }
}

function read(database: readonly DatabaseFile[], context: Context): void {
  for (const { content } of database) {
    for (const found of readRpmDatabase(content)) {
      // Keys that signatures are checked with are kept as packages, too.
      if (found.name !== "gpg-pubkey") claimPackage(found, context)
    }
  }
}

/** Fedora, RHEL, SUSE and what descends from them. */
export const rpm: Reader = { isWanted: databaseFiles.rpm, read }
