import type { Client, ExistsType } from "@dagger.io/dagger"
import { throwIfAny } from "../../errors/index.ts"
import type { CopyOp, Image } from "../../ir/index.ts"
import { compileStages } from "./compile-stages.ts"
import { globCharacters } from "./copy-files.ts"
import { copySourceKey, isFolder } from "./copy-source.ts"
import type { DaggerOptions } from "./options.ts"
import { daggerProblems } from "./problems.ts"
import { stageKeys } from "./stage-keys.ts"

function unclearSources({ sources }: CopyOp): readonly string[] {
  return sources.filter((source) => !isFolder(source) && !globCharacters.test(source))
}

/**
 * COPY looks whether a source is a file or a folder; Dagger has a call for each. This asks the engine about every
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
    if (op.kind !== "copy") continue
    for (const source of unclearSources(op)) {
      const files = op.from === undefined ? options.context : stage(op.from).rootfs()
      const expectedType = "DIRECTORY_TYPE" as ExistsType
      if (await files?.exists(source, { expectedType })) folders.add(copySourceKey(op.from, source, keys))
    }
  }
  return { ...options, folders }
}
