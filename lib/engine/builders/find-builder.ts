import { didYouMean, StrataError } from "../../errors/index.ts"
import { buildxCommand, type Client } from "../client/client.ts"
import { lastLines } from "../process/last-lines.ts"
import { type Builder, parseBuilder, parseBuilderNames } from "./parse-builder.ts"

async function unknown(client: Client, name: string, detail: string): Promise<StrataError> {
  const { exitCode, stdout } = await buildxCommand(client, ["ls"])
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
 * @throws StrataError `invalid-option` with the names that there are
 */
export async function findBuilder(client: Client, name: string): Promise<Builder> {
  const { exitCode, stdout, stderr } = await buildxCommand(client, ["inspect", name])
  if (exitCode !== 0) throw await unknown(client, name, lastLines(stderr, 3))
  return parseBuilder(stdout)
}
