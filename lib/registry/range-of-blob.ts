import { readBytes } from "./answer.ts"
import { registryProblem } from "./problem.ts"
import type { BlobName } from "./read-blob.ts"
import type { RegistrySession } from "./session.ts"

/**
 * A part of a blob, without loading the rest. It cannot be compared with the blob's digest: only for what carries its
 * own, such as an eStargz index.
 * @throws StrataError `registry-failed`
 */
export async function rangeOfBlob(
  session: RegistrySession,
  { digest, size }: BlobName,
  offset: number,
  length: number,
): Promise<Buffer> {
  const end = Math.min(size, offset + length)
  if (end <= offset) return Buffer.alloc(0)
  const answer = await session.get(`blobs/${digest}`, { range: `bytes=${offset}-${end - 1}` })
  const said = answer.headers.get("content-range")
  if (answer.status !== 206 || !said?.startsWith(`bytes ${offset}-${end - 1}/`)) {
    await answer.drop()
    throw registryProblem(
      `the registry was asked for bytes ${offset} to ${end - 1} of ${digest} and sends '${said ?? "all"}'`,
      {
        fix: "the registry does not do ranges: read the layer whole",
      },
    )
  }
  const bytes = await readBytes(answer, end - offset)
  if (bytes.length === end - offset) return bytes
  throw registryProblem(`a part of ${digest} broke off after ${bytes.length} of ${end - offset} bytes`, {
    fix: "check the network, then repeat the command",
  })
}
