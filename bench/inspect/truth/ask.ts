import type { Engine } from "../../../lib/engine/types.ts"
import type { Ecosystem } from "../../../lib/ledger/index.ts"

/** Whom to ask in an image what is whose. */
export type Question =
  /** `dpkg-query -L` of every package. */
  | { readonly of: "dpkg" }
  /** `dpkg-deb` on the archives themselves, in another image: for one without dpkg. */
  | { readonly of: "debs"; readonly image: string; readonly folder: string }
  /** `importlib.metadata` of an environment's own Python; sources that are installed as they lie are the package's. */
  | { readonly of: "python"; readonly interpreter: string; readonly sites?: readonly string[]; readonly user?: string }
  /** conda's records: through rattler where that Python has it, else as they are. */
  | { readonly of: "conda"; readonly prefix: string; readonly interpreter: string }
  /** `npm ls` of a project, or of the global packages. */
  | { readonly of: "npm"; readonly project?: string }

/** Something that a package manager says is a package's. */
export interface Listed {
  readonly ecosystem: Ecosystem
  /** Name and version. */
  readonly owner: string
  readonly path: string
  /** All in the folder is the package's, but for other packages' folders. */
  readonly isFolder?: true
}

const askDpkg = `
dpkg-query -W -f '\${binary:Package} \${Version}\\n' | while read -r name version; do
  echo "= $name $version"; dpkg-query -L "$name"
done`

const askDebs = `
for deb in "$1"/*.deb; do
  echo "= $(dpkg-deb -f "$deb" Package) $(dpkg-deb -f "$deb" Version)"; dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's/^[.]//'
done`

const askPython = `
import importlib.metadata, json, os, sys, urllib.parse
for found in importlib.metadata.distributions(path=sys.argv[1:] or sys.path):
    say = lambda path, *more: print(found.metadata["Name"], found.version, os.path.abspath(path), *more, sep="\\t")
    for file in found.files or []:
        say(found.locate_file(file))
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        say(urllib.parse.unquote(urllib.parse.urlparse(origin["url"]).path), "folder")`

const askConda = `
import glob, json, os, sys
prefix = sys.argv[1]
for file in glob.glob(os.path.join(glob.escape(prefix), "conda-meta", "*.json")):
    try:
        from rattler import PrefixRecord
        record = PrefixRecord.from_path(file)
        name, version, files = record.name.normalized, str(record.version), map(str, record.files)
    except ImportError:
        record = json.load(open(file))
        name, version, files = record["name"], record["version"], record["files"]
    for listed in [os.path.relpath(file, prefix), *files]:
        print(name, version, os.path.join(prefix, listed), sep="\\t")`

/** Native packages are called by their name alone. */
const native = /:(?:amd64|arm64)$/

/** Where a file is that another package put its own in the place of, or that somebody moved by hand. */
const diverted = /^(?:locally diverted|diverted by .+) to: (?<place>\/.*)$/

function parseDpkg(text: string): readonly Listed[] {
  const found: Listed[] = []
  let owner = ""
  for (const line of text.split("\n")) {
    const [, name = "", version] = /^= (\S+) (\S+)$/.exec(line) ?? []
    const place = diverted.exec(line)?.groups?.place
    if (name !== "") owner = `${name.replace(native, "")} ${version}`
    else if (line.startsWith("/")) found.push({ ecosystem: "dpkg", owner, path: line })
    // The line speaks of the path before it.
    else if (place !== undefined) found.splice(-1, 1, { ecosystem: "dpkg", owner, path: place })
  }
  return found
}

function parseTable(text: string, ecosystem: Ecosystem): readonly Listed[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"))
    .map(([name, version, path = "", folder]) => {
      const found = { ecosystem, owner: `${name} ${version}`, path }
      return folder === undefined ? found : { ...found, isFolder: true }
    })
}

/** `path:name@version`, under another name `path:alias@npm:name@version`; a project itself is no package. */
function parseNpm(text: string): readonly Listed[] {
  return text.split("\n").flatMap((line) => {
    const {
      path = "",
      name,
      version,
    } = /^(?<path>\/.*?):(?:@?[^@:]+@npm:)?(?<name>@?[^@:]+)@(?<version>[^:]+)/.exec(line)?.groups ?? {}
    const isPackage = /\/node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path)
    return isPackage ? [{ ecosystem: "npm", owner: `${name} ${version}`, path, isFolder: true } as const] : []
  })
}

async function run(engine: Engine, image: string, command: readonly string[], user = "root"): Promise<string> {
  const [program = "", ...args] = command
  const options = ["--rm", "--network=host", "--log-driver=none", `--user=${user}`, `--entrypoint=${program}`]
  const { exitCode, stdout, stderr } = await engine.docker(["run", ...options, image, ...args])
  if (exitCode !== 0) throw new Error(`${program} in ${image} ended with ${exitCode}: ${stderr}`)
  return stdout
}

/** Asks a package manager in its image. @throws Error where it does not answer */
export async function ask(engine: Engine, image: string, question: Question): Promise<readonly Listed[]> {
  switch (question.of) {
    case "dpkg":
      return parseDpkg(await run(engine, image, ["sh", "-c", askDpkg]))
    case "debs":
      return parseDpkg(await run(engine, question.image, ["sh", "-c", askDebs, "-", question.folder]))
    case "python": {
      const { interpreter, sites = [], user } = question
      return parseTable(await run(engine, image, [interpreter, "-c", askPython, ...sites], user), "python")
    }
    case "conda":
      return parseTable(await run(engine, image, [question.interpreter, "-c", askConda, question.prefix]), "conda")
    case "npm": {
      const { project } = question
      // A project with something amiss is listed all the same, and the exit code tells.
      const place = project === undefined ? "--global" : `--prefix=${project}`
      return parseNpm(await run(engine, image, ["sh", "-c", `npm ls ${place} --all --long --parseable || true`]))
    }
  }
}
