import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type CompiledDockerfile, filesContext } from "../backends/dockerfile/index.ts"

/** A temporary folder with what a build reads: the Dockerfile, an empty context, the files of `strata-files`. */
export interface Workspace {
  readonly dockerfile: string
  readonly emptyContext: string
  readonly contexts: Readonly<Record<string, string>>
  remove(): Promise<void>
}

export async function makeWorkspace(compiled: CompiledDockerfile): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "strata-build-"))
  const dockerfile = join(folder, "Dockerfile")
  const emptyContext = join(folder, "empty")
  await mkdir(emptyContext)
  await writeFile(dockerfile, compiled.dockerfile)
  const files = join(folder, filesContext)
  if (compiled.files.length > 0) await mkdir(files)
  for (const file of compiled.files) await writeFile(join(files, file.path), file.content)
  return {
    dockerfile,
    emptyContext,
    contexts: compiled.files.length > 0 ? { [filesContext]: files } : {},
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
