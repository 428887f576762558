/*
 * Which files are the databases of package managers. Apart from what reads them, since every thread that scans layers
 * asks this and nothing else.
 */

/** @param name last part of the path */
type FileTest = (path: string, name: string) => boolean

export const dpkgFolder = "var/lib/dpkg/"
export const dpkgListSuffix = ".list"
const isDpkg: FileTest = (path, name) => {
  if (!path.startsWith(dpkgFolder)) return false
  if (path.startsWith("info/", dpkgFolder.length)) return name.endsWith(dpkgListSuffix)
  return path.startsWith("status.d/", dpkgFolder.length) || name === "status" || name === "diversions"
}

/** SQLite (Fedora since 33, RHEL since 9), ndb (SUSE), Berkeley DB (before). */
const rpmDatabases = ["rpmdb.sqlite", "Packages.db", "Packages"] as const
const rpmPlaces = new Set(
  ["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"].flatMap((place) =>
    rpmDatabases.map((name) => `${place}/${name}`),
  ),
)

const apkDatabase = "installed"
/** Since 3.22 below /usr (apk-tools 3). */
const apkPlaces = new Set(["lib/apk/db", "usr/lib/apk/db"].map((place) => `${place}/${apkDatabase}`))

export const condaSuffix = ".json"
/** End of the folder that has them. */
export const condaFolder = "conda-meta/"

const wheelFiles = new Set(["METADATA", "RECORD", "direct_url.json"])
const eggFiles = new Set(["PKG-INFO", "installed-files.txt", "top_level.txt"])
export const eggInfo = ".egg-info"
export const eggLink = ".egg-link"
const isPython: FileTest = (path, name) => {
  if (wheelFiles.has(name)) return path.endsWith(`.dist-info/${name}`)
  if (eggFiles.has(name)) return path.endsWith(`${eggInfo}/${name}`) || path.endsWith(`.egg/EGG-INFO/${name}`)
  return name.endsWith(eggInfo) || name.endsWith(eggLink)
}

const npmManifest = "package.json"
/** A package in a `node_modules`, of whoever's: global, local, nested, bundled, or in pnpm's and yarn's stores. */
export const npmInstalled = /(?:^|\/)node_modules\/(?<name>(?:@[^/]+\/)?[^/@.][^/]*)\/package\.json$/

const venvMarker = "pyvenv.cfg"

/** Whether a file belongs to a manager's database. */
export const databaseFiles = {
  dpkg: isDpkg,
  rpm: (path) => rpmPlaces.has(path),
  apk: (path, name) => name === apkDatabase && apkPlaces.has(path),
  conda: (path, name) => name.endsWith(condaSuffix) && path.endsWith(`${condaFolder}${name}`),
  python: isPython,
  npm: (path, name) => name === npmManifest && npmInstalled.test(path),
  venv: (_, name) => name === venvMarker,
} as const satisfies Record<string, FileTest>

/** How names end for which one of the tests may hold, but for those of dpkg's folder and of conda's. */
export const databaseEndings: readonly string[] = [
  ...rpmDatabases,
  apkDatabase,
  npmManifest,
  ...wheelFiles,
  ...eggFiles,
  eggInfo,
  eggLink,
  venvMarker,
]
