import type { LedgerPackage } from "../../../ledger/ledger.ts"
import { claimPath } from "../claim-path.ts"
import { databaseFiles, dpkgFolder as folder, dpkgListSuffix as listSuffix } from "../database-files.ts"
import { eachLine } from "../each-line.ts"
import type { Context, DatabaseFile, Reader } from "../reader.ts"
import { type Diversion, readDiversions } from "./diversions.ts"
import { type DpkgStatus, readStatus } from "./status.ts"

/** Checksums are the only list of files that distroless images keep. */
const sumsSuffix = ".md5sums"
/** Lines of `md5sums` are 32 hexadecimal digits, two spaces, and a path without a slash at its beginning. */
const sumLength = 34

/** Packages that make the tree itself. */
const skeletonPackages = new Set(["base-files"])

/** In `status.d` each package has files of its own, and no dpkg has them all. */
const isSingle = (path: string): boolean => path.startsWith(`${folder}status.d/`)

interface FileList {
  /** Name of the list's file, without its suffix: `libc6:amd64`. */
  readonly key: string
  readonly content: Buffer
  /** Where the path begins in each line. */
  readonly pathStart: number
}

function fileList({ name, content }: DatabaseFile): FileList | undefined {
  const found = [
    { suffix: listSuffix, pathStart: 0 },
    { suffix: sumsSuffix, pathStart: sumLength },
  ].find(({ suffix }) => name.endsWith(suffix))
  return found && { key: name.slice(0, -found.suffix.length), content, pathStart: found.pathStart }
}

/** @param key as names of files have it: `libc6:amd64` */
function packageOf(key: string, status: DpkgStatus): LedgerPackage {
  const known = status.packages.get(key)
  const name = known?.name ?? key.replace(/:.*/, "")
  return { ecosystem: "dpkg", name, ...(known && { version: known.version }) }
}

function claimList(list: FileList, status: DpkgStatus, diversions: readonly Diversion[], at: Context): void {
  const found = packageOf(list.key, status)
  const owner = at.owners.add(found)
  const moved = new Map<number, number | undefined>()
  for (const { line, fromPath, toPath, by } of diversions) {
    if (by === found.name) continue
    if (fromPath !== undefined) moved.set(fromPath, toPath)
    // Nothing came in its place, so only the list's own words tell.
    else if (toPath !== undefined && list.content.includes(line)) claimPath(at, toPath, owner)
  }
  const isSkeleton = skeletonPackages.has(found.name)
  eachLine(list.content, (start, end) => {
    const listed = at.finder.find(list.content, start + list.pathStart, end)
    if (listed === undefined) return
    const path = moved.has(listed) ? moved.get(listed) : listed
    if (path !== undefined) claimPath(at, path, owner, isSkeleton)
  })
}

function readDpkg(database: readonly DatabaseFile[], context: Context): void {
  const lists = database.map(fileList).filter((list) => list !== undefined)
  const singles = database.filter(({ path }) => isSingle(path))
  // A layer that installs nothing and one that hides another's status have no list for it to be of.
  if (lists.length === 0 && singles.length === 0) return
  const isStatus = ({ path }: DatabaseFile): boolean =>
    path === `${folder}status` || (isSingle(path) && !path.endsWith(sumsSuffix))
  const status = readStatus(database.filter(isStatus).map(({ content }) => content.toString("utf8")))
  const diversions = database.find(({ path }) => path === `${folder}diversions`)
  const diverted = readDiversions(diversions?.content.toString("utf8") ?? "", context.finder)
  const byKey = (a: FileList, b: FileList): number => (a.key < b.key ? -1 : 1)
  for (const list of lists.toSorted(byKey)) claimList(list, status, diverted, context)
  for (const { name, node } of singles) {
    const key = name.endsWith(sumsSuffix) ? name.slice(0, -sumsSuffix.length) : name
    context.owners.claim(node, context.owners.add(packageOf(key, status)))
  }
}

/** Debian and what descends from it. */
export const dpkg: Reader = { isWanted: databaseFiles.dpkg, read: readDpkg }
