import type { Image } from "../ir/index.ts"

/**
 * Unpacked bytes that an image offers to install instead of holding them: what its installers state, each by itself, so what
 * two of them share counts twice. Deferred, never saved.
 */
export function deferredBytes({ stages, target }: Image): number {
  const ops = stages.find(({ name }) => name === target)?.ops ?? []
  return ops.reduce((sum, op) => sum + (op.kind === "file" ? (op.deferredBytes ?? 0) : 0), 0)
}

/** The same as a part of a metrics document: absent where nothing is deferred. */
export function deferredPart(image: Image): { readonly deferredBytes?: number } {
  const bytes = deferredBytes(image)
  return bytes === 0 ? {} : { deferredBytes: bytes }
}
