import { createHash } from "node:crypto"
import type { Answer } from "./answer.ts"
import { registryProblem } from "./problem.ts"
import { backoffSeconds, faultOf, isPassingFault, mostTries } from "./retry.ts"
import { interrupted, pause } from "./send.ts"
import type { RegistrySession } from "./session.ts"

/** What a manifest says of a blob. */
export interface BlobName {
  /** `sha256:...` */
  readonly digest: string
  /** Bytes. */
  readonly size: number
}

/** A connection that brought so much was worth it: the next fault counts as the first. */
const progressBytes = 1 << 20

/** First byte and whole size of a partial answer: `bytes 7-9/10` (RFC 9110 section 14.4). */
function rangeOf(answer: Answer): { readonly start: number; readonly size: number } | undefined {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.headers.get("content-range") ?? "") ?? []
  return start === undefined ? undefined : { start: Number(start), size: Number(size) }
}

/** Bytes at the beginning of an answer to `bytes=FROM-` that are there already. @throws where it is another part */
function surplus(answer: Answer, from: number, { digest, size }: BlobName): number {
  // A registry without ranges begins anew.
  if (answer.status === 200) return from
  const range = rangeOf(answer)
  if (range && range.start <= from && (Number.isNaN(range.size) || range.size === size)) return from - range.start
  const said = answer.headers.get("content-range") ?? "no range"
  throw registryProblem(`the registry was asked for ${digest} from byte ${from} of ${size} and sends '${said}'`, {
    fix: "the registry, or a proxy before it, is broken: try another",
  })
}

/**
 * A blob as it comes. A connection that is cut is begun again where it was; digest and size are compared at the end, so
 * what was read is only good once the last piece has come.
 * @throws StrataError `registry-failed`, `interrupted`
 */
export async function* readBlob(session: RegistrySession, name: BlobName): AsyncGenerator<Buffer> {
  const { digest, size } = name
  const hash = createHash("sha256")
  let received = 0
  let tries = 0
  let mark = 0
  while (received < size || size === 0) {
    tries++
    const answer = await session.get(`blobs/${digest}`, received > 0 ? { range: `bytes=${received}-` } : {})
    let skip = received > 0 ? surplus(answer, received, name) : 0
    let fault: unknown = new Error("the connection ended early")
    const pieces = answer.pieces()
    try {
      for (;;) {
        const next = await pieces.next().catch((error: unknown) => {
          fault = error
          return { done: true as const, value: undefined }
        })
        if (next.done) break
        const piece = next.value.subarray(Math.min(skip, next.value.length))
        skip -= next.value.length - piece.length
        if (piece.length === 0) continue
        received += piece.length
        if (received > size) throw tooLong(name)
        hash.update(piece)
        yield piece
      }
    } finally {
      await pieces.return(undefined)
    }
    if (received === size) break
    if (session.signal?.aborted) throw interrupted(fault)
    if (received - mark >= progressBytes) tries = 1
    mark = received
    if (tries >= mostTries || !isPassingFault(fault))
      throw registryProblem(
        `${digest} broke off after ${received} of ${size} bytes, ${tries} times: ${faultOf(fault)}`,
        {
          cause: fault,
          fix: "check the network, then repeat the command",
        },
      )
    await pause(backoffSeconds(tries), session.signal)
  }
  const actual = `sha256:${hash.digest("hex")}`
  if (actual !== digest) throw wrongDigest(digest, actual)
}

function tooLong({ digest, size }: BlobName): Error {
  return registryProblem(`the registry sends more than the ${size} bytes of ${digest}`, { fix: tampered })
}

const tampered = "the registry, or a proxy before it, is broken or changes what it hands on: try another"

export function wrongDigest(wanted: string, actual: string): Error {
  return registryProblem(`the registry was asked for ${wanted} and sends ${actual}`, { fix: tampered })
}
