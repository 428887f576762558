import { posix } from "node:path"
import type { Container } from "@dagger.io/dagger"
import type { AnyOp, WorkdirOp } from "../../ir/index.ts"
import type { StageContext } from "./stage-context.ts"

/** The folder as a whole path; `undefined` where it counts from one that only the base image knows. */
export function wholePath(path: string, before: readonly AnyOp[]): string | undefined {
  if (posix.isAbsolute(path)) return posix.normalize(path)
  const index = before.findLastIndex(({ kind }) => kind === "workdir")
  const last = before[index]
  const start = last?.kind === "workdir" ? wholePath(last.path, before.slice(0, index)) : undefined
  return start === undefined ? undefined : posix.join(start, path)
}

/**
 * WORKDIR makes the folder where it is missing; Dagger's `withWorkdir` only names it. `withNewDirectory` is `mkdir -p`:
 * a folder that exists stays as it is, where copying an empty one to it would change its owner and mode. Its own default
 * is 0644, a folder that nobody but root can enter.
 */
export function enterFolder({ path }: WorkdirOp, { container, before }: StageContext): Container {
  const folder = wholePath(path, before) ?? path
  if (folder === "/") return container.withWorkdir(folder)
  return container.withRootfs(container.rootfs().withNewDirectory(folder, { permissions: 0o755 })).withWorkdir(folder)
}
