import type { Client, ExistsType } from "@dagger.io/dagger"
import { throwIfAny } from "../../errors/index.ts"
import type { AnyOp, Image } from "../../ir/index.ts"
import { compileStages } from "./compile-stages.ts"
import { globCharacters } from "./copy-files.ts"
import { copySourceKey, isFolder } from "./copy-source.ts"
import type { DaggerOptions } from "./options.ts"
import { daggerProblems } from "./problems.ts"
import { stageKeys } from "./stage-keys.ts"

interface Source {
  readonly from: string | undefined
  readonly path: string
}

/** What an op takes from a stage or the context without saying whether it is a folder. */
function unclearSources(op: AnyOp): readonly Source[] {
  const sources =
    op.kind === "copy"
      ? op.sources.map((path): Source => ({ from: op.from, path }))
      : op.kind === "exec"
        ? op.mounts.flatMap((mount) => (mount.kind === "bind" ? [{ from: mount.from, path: mount.source ?? "/" }] : []))
        : []
  return sources.filter(({ path }) => !isFolder(path) && !(op.kind === "copy" && globCharacters.test(path)))
}

/**
 * COPY and bind mounts look whether a source is a file or a folder; Dagger has a call for each. This asks the engine about every
 * source that does not say so by a `/` at its end, and gives options that know. It runs the builders that such
 * sources are in, which the build needs anyway.
 * @throws StrataError as `compileDagger`; the client's error where a builder fails
 */
export async function findFolders(client: Client, image: Image, options: DaggerOptions = {}): Promise<DaggerOptions> {
  throwIfAny(daggerProblems(image, options))
  const folders = new Set(options.folders)
  const keys = stageKeys(image)
  const stage = compileStages(client, image, { ...options, folders })
  // One after the other, in the order of the stages: a builder is compiled after all of its own sources are known.
  for (const op of image.stages.flatMap(({ ops }) => ops)) {
    for (const { from, path } of unclearSources(op)) {
      const files = from === undefined ? options.context : stage(from).rootfs()
      const expectedType = "DIRECTORY_TYPE" as ExistsType
      if (await files?.exists(path, { expectedType })) folders.add(copySourceKey(from, path, keys))
    }
  }
  return { ...options, folders }
}
