/** How a registry wants to be asked (`WWW-Authenticate`, RFC 9110 section 11). */
export type Challenge =
  | { readonly kind: "basic" }
  | { readonly kind: "bearer"; readonly realm: string; readonly service?: string; readonly scope?: string }

const parameter = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi

/** Reads the header's first challenge of a kind that docker's registries use; undefined where there is none. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const [, scheme = "", rest = ""] = /(?:^|,)\s*(bearer|basic)\b(.*)$/i.exec(header ?? "") ?? []
  if (scheme.toLowerCase() === "basic") return { kind: "basic" }
  if (scheme === "") return undefined
  const said = new Map<string, string>()
  for (const [, key = "", quoted, plain = ""] of rest.matchAll(parameter))
    if (!said.has(key.toLowerCase())) said.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain)
  const [realm, service, scope] = [said.get("realm"), said.get("service"), said.get("scope")]
  if (realm === undefined) return undefined
  return {
    kind: "bearer",
    realm,
    ...(service === undefined ? {} : { service }),
    ...(scope === undefined ? {} : { scope }),
  }
}
