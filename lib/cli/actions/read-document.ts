import { readFile } from "node:fs/promises"
import { gunzipSync } from "node:zlib"
import { z } from "zod"
import { compressionOf } from "../../engine/store/compression.ts"
import { StrataError } from "../../errors/index.ts"

/** The first thing that a schema finds wrong, with its place: `packages.dpkg:x: is no size`. */
function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues
  if (!issue) return "it is not what it should be"
  // Of the ways in which a value may be written, the one that was meant is wrong in more than its kind.
  const nested =
    issue.code === "invalid_union"
      ? issue.errors.map(([first]) => first).find((each) => each?.code !== "invalid_type")
      : undefined
  const where = [...issue.path, ...(nested?.path ?? [])].join(".")
  const what = nested?.message ?? issue.message
  return where === "" ? what : `${where}: ${what}`
}

function wordsOf(cause: unknown): string {
  if (cause instanceof z.ZodError) return firstIssue(cause)
  return cause instanceof Error ? cause.message : String(cause)
}

function plain(bytes: Buffer): Buffer {
  return compressionOf(bytes) === "gzip" ? gunzipSync(bytes) : bytes
}

/**
 * Reads a JSON file that a user named, as it is or compressed by gzip.
 * @param what it should be: `budget`, `baseline`
 * @param parse throws where it is something else
 * @throws StrataError `invalid-document`
 */
export async function readDocument<T>(
  file: string,
  what: string,
  fix: string,
  parse: (value: unknown) => T,
): Promise<T> {
  const fail = (message: string, cause: unknown): StrataError =>
    new StrataError({ code: "invalid-document", message, fix }, { cause })
  let text: string
  try {
    text = plain(await readFile(file)).toString("utf8")
  } catch (cause) {
    throw fail(`cannot read the ${what}: ${wordsOf(cause)}`, cause)
  }
  try {
    return parse(JSON.parse(text))
  } catch (cause) {
    throw fail(`${file} is no ${what}: ${wordsOf(cause)}`, cause)
  }
}
