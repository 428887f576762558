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

/**
 * The part with a mode of its own, by way of another folder: Dagger 0.21 takes `permissions` on a container's
 * `withDirectory` and drops them. A whole folder keeps the mode too; what holds the matches of a pattern does not.
 */
function withMode({ folder, include }: FolderPart, mode: string, { client }: StageContext): Directory {
  const options = { permissions: permissions(mode) }
  if (include !== undefined) return client.directory().withDirectory("/", folder, { ...options, include: [...include] })
  return client.directory().withDirectory("/copied", folder, options).directory("/copied")
}

/** Writes a folder's contents, or those that `include` names. */
function withFolder(container: Container, part: FolderPart, op: CopyOp, context: StageContext): Container {
  if (op.mode !== undefined)
    return container.withDirectory(op.destination, withMode(part, op.mode, context), ownerOption(op))
  const filter = part.include === undefined ? {} : { include: [...part.include] }
  return container.withDirectory(op.destination, part.folder, { ...filter, ...ownerOption(op) })
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
