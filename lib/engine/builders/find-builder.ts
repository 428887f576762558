import { didYouMean, StrataError } from "../../errors/index.ts"
import { lastLines } from "../process/last-lines.ts"
import type { DockerClient } from "../store/index.ts"
import { type Builder, parseBuilder, parseBuilderNames } from "./parse-builder.ts"

async function unknown(buildx: DockerClient, name: string, detail: string): Promise<StrataError> {
  const { exitCode, stdout } = await buildx(["ls"])
  const names = exitCode === 0 ? parseBuilderNames(stdout) : []
  return new StrataError({
    code: "invalid-option",
    message: `buildx has no builder '${name}'`,
    fix: `${didYouMean(name, names)} Make one with \`docker buildx create\`.`,
    detail,
  })
}

/**
 * Asks buildx about a builder; nothing is started.
 * @param buildx runs buildx with the user's builders
 * @throws StrataError `invalid-option` with the names that there are
 */
export async function findBuilder(buildx: DockerClient, name: string): Promise<Builder> {
  const { exitCode, stdout, stderr } = await buildx(["inspect", name])
  if (exitCode !== 0) throw await unknown(buildx, name, lastLines(stderr, 3))
  return parseBuilder(stdout)
}
