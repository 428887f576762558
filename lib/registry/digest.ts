import { createHash } from "node:crypto"

/** The digests that are verified here. sha512 is registered too (OCI image spec), and no registry gives it out. */
export const digestPattern = /^sha256:[0-9a-f]{64}$/

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}
