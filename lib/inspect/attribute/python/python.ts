import { claimPath } from "../claim-path.ts"
import { databaseFiles, eggInfo, eggLink } from "../database-files.ts"
import { eachLine } from "../each-line.ts"
import type { Context, DatabaseFile, Reader } from "../reader.ts"
import { environment, isCached, isSite } from "./environment.ts"
import { metadataOfName, readMetadata } from "./metadata.ts"
import { eachRecorded } from "./record.ts"

/** A distribution that is installed: its folder of metadata, and the files of that by name. */
interface Installed {
  readonly info: number
  /** One of those files. */
  readonly node: number
  readonly files: ReadonlyMap<string, Buffer>
}

function byFolder(database: readonly DatabaseFile[], context: Context): readonly Installed[] {
  const folders = new Map<number, { readonly node: number; readonly files: Map<string, Buffer> }>()
  for (const { node, name, content } of database) {
    if (name.endsWith(eggInfo) || name.endsWith(eggLink)) continue
    const folder = context.finder.paths.parent(node)
    const found = folders.get(folder) ?? { node, files: new Map<string, Buffer>() }
    found.files.set(name, content)
    folders.set(folder, found)
  }
  const depth = (info: number): number => context.finder.paths.path(info).split("/").length
  return [...folders]
    .map(([info, found]) => ({ info, ...found, depth: depth(info) }))
    .toSorted((a, b) => a.depth - b.depth)
}

/** Folder of the sources, where a distribution is used from there (PEP 610, editable installs). */
function editableFolder(directUrl: Buffer | undefined): string | undefined {
  if (!directUrl) return undefined
  try {
    const { url, dir_info: folder } = JSON.parse(directUrl.toString("utf8"))
    return folder?.editable === true ? decodeURIComponent(new URL(url).pathname) : undefined
  } catch {
    return undefined
  }
}

/** Claims what the distribution's own lists name; one without lists has the modules that it calls its own. */
function claimInstalled({ info, files }: Installed, context: Context): void {
  const { owners, finder } = context
  const { paths } = finder
  const isEgg = paths.name(info) === "EGG-INFO"
  const site = finder.follow(paths.parent(isEgg ? paths.parent(info) : info))
  // An egg-info outside is a checkout's own, which is installed elsewhere or not at all.
  if (!isSite(paths.path(site)) && !files.has("RECORD")) return
  const ownName = paths.name(isEgg ? paths.parent(info) : info)
  const text = files.get("METADATA") ?? files.get("PKG-INFO")
  const metadata = (text && readMetadata(text)) ?? metadataOfName(ownName)
  if (!metadata) return
  const owner = owners.add({ ecosystem: "python", ...metadata, location: environment(paths.path(site)) })
  owners.claimFolder(isEgg ? paths.parent(info) : info, owner)
  const claim = (path: number, isInside: boolean): void => {
    claimPath(context, path, owner)
    if (isInside) owners.claimFoldersUpTo(path, site, owner)
  }
  const record = files.get("RECORD")
  const installedFiles = files.get("installed-files.txt")
  const topLevel = files.get("top_level.txt")
  if (record) eachRecorded(record, site, finder, claim)
  else if (installedFiles) eachRecorded(installedFiles, info, finder, claim)
  else if (topLevel) claimModules(topLevel, site, owner, context)
  const sources = editableFolder(files.get("direct_url.json"))
  const folder = sources === undefined ? undefined : finder.findText(sources)
  if (folder !== undefined) owners.claimFolder(finder.follow(folder), owner)
}

function claimModules(topLevel: Buffer, site: number, owner: number, context: Context): void {
  eachLine(topLevel, (start, end) => {
    const name = topLevel.toString("utf8", start, end).trim()
    for (const path of [context.finder.findText(name, site), context.finder.findText(`${name}.py`, site)]) {
      if (path !== undefined) claimPath(context, path, owner)
    }
  })
}

/** `setup.py develop`: a file in the environment that holds the path of the sources. */
function claimEggLink({ name, node, content }: DatabaseFile, infos: readonly Installed[], context: Context): void {
  const { owners, finder } = context
  const target = content.toString("utf8").split("\n")[0]?.trim()
  const sources = target ? finder.findText(target) : undefined
  const info = infos.find((installed) => finder.paths.parent(installed.info) === sources)?.files.get("PKG-INFO")
  const metadata = (info && readMetadata(info)) ?? { name: name.slice(0, -eggLink.length) }
  const site = finder.paths.path(finder.paths.parent(node))
  const owner = owners.add({ ecosystem: "python", ...metadata, location: environment(site) })
  owners.claim(node, owner)
  if (sources !== undefined) owners.claimFolder(sources, owner)
}

/** distutils: metadata as one file, and no list of what belongs to it but the modules' names. */
function claimEggInfoFile({ name, node, content }: DatabaseFile, { owners, finder }: Context): void {
  const metadata = readMetadata(content) ?? metadataOfName(name)
  const site = finder.paths.path(finder.paths.parent(node))
  if (metadata && isSite(site)) {
    owners.claim(node, owners.add({ ecosystem: "python", ...metadata, location: environment(site) }))
  }
}

function read(database: readonly DatabaseFile[], context: Context): void {
  // What the distribution or conda installed is theirs, and listed there.
  const own = database.filter(({ node, path }) => !context.owners.isClaimed(node) && !isCached(path))
  const infos = byFolder(own, context)
  for (const installed of infos) {
    // What another, which lies less deep, has brought along (`setuptools/_vendor`) is that one's, as pip says.
    if (!context.owners.isClaimed(installed.node)) claimInstalled(installed, context)
  }
  for (const file of own) {
    if (file.name.endsWith(eggLink)) claimEggLink(file, infos, context)
    else if (file.name.endsWith(eggInfo)) claimEggInfoFile(file, context)
  }
}

/** Distributions of Python in any environment: wheels, eggs, editable installs. */
export const python: Reader = { isWanted: databaseFiles.python, read }
