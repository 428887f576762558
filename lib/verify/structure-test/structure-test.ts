import { searchPath } from "../checks/interpreters.ts"
import { shownEntries } from "../checks/shown-entries.ts"
import type { ImageTree } from "../image-tree.ts"
import { goMode } from "./go-mode.ts"
import type { StructureTest } from "./structure-test-schema.ts"

const setId = 0o6000
const anyExecutable = 0o111
const sharedFolders = ["/tmp", "/var/tmp"]

/** Something that users of the image rely on. */
interface Promised {
  readonly path: number
  readonly name: string
  /** Whether its mode is part of the promise. */
  readonly hasMode: boolean
}

/** Commands that no system package brought: npm's, a virtual environment's, installers, what somebody copied. */
function ownCommands(tree: ImageTree): readonly Promised[] {
  return searchPath(tree).flatMap((folder) => {
    const at = tree.resolve(folder)
    return at === undefined
      ? []
      : [...tree.list(at)].flatMap((child) => {
          const path = tree.follow(child)
          const isCommand = path !== undefined && !tree.isFolder(path) && (tree.mode(path) & anyExecutable) !== 0
          if (!isCommand || tree.ecosystem(path) === "dpkg") return []
          return [{ path, name: `command ${tree.baseName(child)}`, hasMode: false }]
        })
  })
}

function promised(tree: ImageTree): readonly Promised[] {
  const setIds = [...tree.paths("file")]
    .filter((path) => (tree.mode(path) & setId) !== 0)
    .map((path) => ({ path, name: `${tree.name(path)} runs as its owner`, hasMode: true }))
  const folders = sharedFolders.flatMap((name) => {
    const path = tree.resolve(name)
    return path === undefined || tree.mode(path) === 0 ? [] : [{ path, name: `${name} is everybody's`, hasMode: true }]
  })
  const menu = shownEntries(tree).flatMap(({ entry, program }) => {
    return program === undefined ? [] : [{ path: program, name: `menu ${tree.baseName(entry)}`, hasMode: false }]
  })
  return [...setIds, ...folders, ...ownCommands(tree), ...menu]
}

/** A configuration of container-structure-test that holds for this image, to be kept and held against later ones. */
export function structureTest(tree: ImageTree, commands: readonly string[]): StructureTest {
  const unique = new Map(promised(tree).map((each) => [`${each.path} ${each.name}`, each]))
  const env = tree.files.config.env.map((line) => {
    const at = line.indexOf("=")
    return { key: line.slice(0, at), value: line.slice(at + 1) }
  })
  return {
    schemaVersion: "2.0.0",
    metadataTest: { envVars: env },
    fileExistenceTests: [...unique.values()].map(({ path, name, hasMode }) => ({
      name,
      path: tree.name(path),
      shouldExist: true,
      uid: -1,
      gid: -1,
      ...(hasMode ? { permissions: goMode(tree.mode(path), tree.isFolder(path)) } : {}),
    })),
    commandTests: commands.map((line) => ({ name: line, command: "/bin/sh", args: ["-c", line], exitCode: 0 })),
  }
}
