import type { CacheLocation } from "../engine/types.ts"
import { StrataError } from "../errors/index.ts"

/** Reads `local:DIR`, `registry:REF` or `inline`. @throws StrataError `invalid-option` */
export function parseCache(text: string): CacheLocation {
  if (text === "inline") return { kind: "inline" }
  const match = /^(local|registry):(.+)$/.exec(text)
  const [kind, value] = [match?.[1], match?.[2]]
  if (kind === "local" && value) return { kind, directory: value, mode: "max" }
  if (kind === "registry" && value) return { kind, ref: value, mode: "max" }
  throw new StrataError({
    code: "invalid-option",
    message: `'${text}' is no place for a build cache`,
    fix: "use local:DIR, registry:REF or inline",
  })
}
