import { claimPath } from "./claim-path.ts"
import { databaseFiles, condaSuffix as suffix } from "./database-files.ts"
import type { Context, DatabaseFile, Reader } from "./reader.ts"

const [quote, backslash, comma, space] = [0x22, 0x5c, 0x2c, 0x20]

/** End of a JSON string that begins at `start`: where its closing quote is. */
function stringEnd(json: Buffer, start: number): number {
  for (let end = json.indexOf(quote, start); end >= 0; end = json.indexOf(quote, end + 1)) {
    let slashes = 0
    while (json[end - 1 - slashes] === backslash) slashes++
    if (slashes % 2 === 0) return end
  }
  return json.length
}

/**
 * Calls `visit` with each string of the list `"files"`. A record names every path three times over and is mostly
 * checksums, so it is not parsed as a whole: an environment has a hundred megabytes of them.
 */
function eachFile(record: Buffer, visit: (bytes: Buffer, start: number, end: number) => void): void {
  const key = record.indexOf('"files"')
  let at = key < 0 ? -1 : record.indexOf("[", key)
  while (at >= 0) {
    do at++
    while ((record[at] ?? quote) <= space || record[at] === comma)
    if (record[at] !== quote) return
    const end = stringEnd(record, at + 1)
    const slash = record.indexOf(backslash, at)
    if (slash < 0 || slash > end) visit(record, at + 1, end)
    else {
      const name = Buffer.from(String(JSON.parse(record.toString("utf8", at, end + 1))))
      visit(name, 0, name.length)
    }
    at = end
  }
}

/** Records are called `name-version-build.json`; only a name has further hyphens. */
function nameAndVersion(file: string): { readonly name: string; readonly version: string } | undefined {
  const parts = file.slice(0, -suffix.length).split("-")
  const version = parts.at(-2)
  return parts.length < 3 || version === undefined ? undefined : { name: parts.slice(0, -2).join("-"), version }
}

function claimRecord({ path, node, content }: DatabaseFile, context: Context): void {
  const { owners, finder } = context
  const found = nameAndVersion(path.slice(path.lastIndexOf("/") + 1))
  if (!found) return
  const prefix = finder.paths.parent(finder.paths.parent(node))
  const location = finder.paths.path(prefix)
  const owner = owners.add({ ecosystem: "conda", ...found, location })
  owners.claimFolder(prefix, owners.add({ ecosystem: "image", name: "conda", location }))
  owners.claim(node, owner)
  eachFile(content, (bytes, start, end) => {
    const file = finder.find(bytes, start, end, prefix)
    if (file === undefined) return
    claimPath(context, file, owner)
    owners.claimFoldersUpTo(file, prefix, owner)
  })
}

/** Conda, mamba and micromamba: one record for each package of each prefix. */
export const conda: Reader = {
  isWanted: databaseFiles.conda,
  read: (database, context) => {
    for (const file of database) claimRecord(file, context)
  },
}
