import type { Blob } from "./blob.ts"
import { storeProblem } from "./problem.ts"

/** Manifests, indexes and configs are kilobytes. What is larger than docker takes is none, and is not read into memory. */
export const mostDocumentBytes = 16 << 20

/** The bytes of a JSON document. @throws StrataError `engine-store` where it is too large to be one */
export async function documentBytes(blob: Blob, name: string): Promise<Buffer> {
  if (blob.size > mostDocumentBytes)
    throw storeProblem(`'${name}' has ${blob.size} bytes, which no document of an image has`)
  return blob.read()
}

/** A JSON document. @throws StrataError `engine-store` where it is none */
export async function readDocument(blob: Blob, name: string): Promise<unknown> {
  const bytes = await documentBytes(blob, name)
  try {
    return JSON.parse(bytes.toString("utf8"))
  } catch (cause) {
    throw storeProblem(`'${name}' is no JSON`, { cause })
  }
}
