import { posix } from "node:path"
import type { Container, Directory } from "@dagger.io/dagger"
import type { CopyOp } from "../../ir/index.ts"
import { copySourceKey, isFolder } from "./copy-source.ts"
import { permissions } from "./permissions.ts"
import { filesOf, type StageContext } from "./stage-context.ts"

/** What COPY reads as a pattern. */
export const globCharacters = /[*?[]/

/** The folder without slashes at its end; the root stays. */
function folderPath(source: string): string {
  return source.replace(/(.)\/+$/, "$1")
}

function ownerOption({ owner }: CopyOp): { readonly owner?: string } {
  return owner === undefined ? {} : { owner: `${owner.user}:${owner.group}` }
}

interface FolderPart {
  readonly folder: Directory
  readonly include?: readonly string[]
}

/** The destination as it is, or as COPY makes it: root's with mode 755. `withNewDirectory` leaves a folder that exists. */
function destinationOf({ destination }: CopyOp, container: Container): Directory {
  return container.rootfs().withNewDirectory(destination, { permissions: 0o755 }).directory(destination)
}

/**
 * The part with its mode, by way of another folder: Dagger 0.21 takes `permissions` on a container's `withDirectory` and
 * drops them.
 */
function withMode({ folder, include = [] }: FolderPart, mode: string, { client }: StageContext): FolderPart {
  const options = { permissions: permissions(mode), ...(include.length > 0 ? { include: [...include] } : {}) }
  return { folder: client.directory().withDirectory("/copied", folder, options).directory("/copied") }
}

/**
 * Writes a folder's contents, or those that `include` names. Dagger gives the destination the owner and mode of the folder
 * that is copied, COPY leaves it as it is; so the folder gets the destination's first, and nothing else of it.
 */
function withFolder(container: Container, part: FolderPart, op: CopyOp, context: StageContext): Container {
  const { folder, include = [] } = op.mode === undefined ? part : withMode(part, op.mode, context)
  const dressed = folder.withDirectory("/", destinationOf(op, container), { exclude: ["**"] })
  const filter = include.length > 0 ? { include: [...include] } : {}
  return container.withDirectory(op.destination, dressed, { ...filter, ...ownerOption(op) })
}

function copyOne(container: Container, source: string, op: CopyOp, context: StageContext): Container {
  const files = filesOf(op.from, context)
  if (isFolder(source) || context.options.folders?.has(copySourceKey(op.from, source, context.keys)))
    return withFolder(container, { folder: files.directory(folderPath(source)) }, op, context)
  const name = posix.basename(source)
  if (globCharacters.test(name)) {
    const folder = files.directory(posix.dirname(source))
    return withFolder(container, { folder, include: [name] }, op, context)
  }
  const target = op.destination.endsWith("/") ? op.destination + name : op.destination
  return container.withFile(target, files.file(source), {
    ...(op.mode === undefined ? {} : { permissions: permissions(op.mode) }),
    ...ownerOption(op),
  })
}

/** Copies as a Dockerfile's COPY does; what cannot be equal is in the capability table. */
export function copyFiles(op: CopyOp, context: StageContext): Container {
  return op.sources.reduce((container, source) => copyOne(container, source, op, context), context.container)
}
