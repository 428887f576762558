/** A reference to an image in the forms that docker's files and archives use. */
export interface Reference {
  /** As docker shows it: `debian:12`, `ghcr.io/a/b:1`, `debian@sha256:...`. */
  readonly familiar: string
  /** With its registry and, for Docker Hub's own images, their folder `library`. */
  readonly full: string
  readonly tag?: string
  /** `sha256:...` after an `@`. */
  readonly digest?: string
}

/** The first part of a name is a registry if it could be no folder of Docker Hub (github.com/distribution/reference). */
function isRegistry(part: string): boolean {
  return /[.:A-Z]/.test(part) || part === "localhost"
}

/** Reads a reference as docker does: a name without registry is Docker Hub's, one without tag or digest is `latest`. */
export function parseReference(text: string): Reference {
  const at = text.indexOf("@")
  const digest = at < 0 ? undefined : text.slice(at + 1)
  const named = at < 0 ? text : text.slice(0, at)
  const colon = named.lastIndexOf(":")
  const hasTag = colon > named.lastIndexOf("/")
  const tag = hasTag ? named.slice(colon + 1) : digest === undefined ? "latest" : undefined
  const name = hasTag ? named.slice(0, colon) : named
  const slash = name.indexOf("/")
  const first = slash < 0 ? "" : name.slice(0, slash)
  const hub = !isRegistry(first) || first === "docker.io" || first === "index.docker.io"
  const path = isRegistry(first) ? name.slice(slash + 1) : name
  // Docker keeps the digest and drops the tag where a reference has both.
  const end = digest === undefined ? `:${tag}` : `@${digest}`
  return {
    familiar: `${hub ? path.replace(/^library\//, "") : name}${end}`,
    full: `${hub ? `docker.io/${path.includes("/") ? path : `library/${path}`}` : name}${end}`,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}
