import { parseReference } from "../engine/store/reference.ts"
import { StrataError } from "../errors/index.ts"

/** Docker Hub's name in references; its interface has another host, as docker itself knows. */
const hub = "docker.io"

/** An image in a registry, as its interface is asked for it. */
export interface RegistryPlace {
  /** As references name it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string
  /** Host and port that are asked. */
  readonly host: string
  readonly repository: string
  /** A tag, or a digest `sha256:...`. */
  readonly target: string
  /** A registry on this very machine: docker talks to it without TLS if it has none (`docker info`, "Insecure Registries"). */
  readonly isLocal: boolean
}

/** Names and tags that a registry can have (OCI distribution spec, "Pulling manifests"); what they let through needs no escaping in a path. */
const repositoryPattern = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/
const hostPattern =
  /^([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(:\d{1,5})?$/
const targetPattern = /^(\w[\w.-]{0,127}|sha256:[0-9a-f]{64})$/

/** Whether a host (and port) is this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, "")
  return name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name)
}

/** Where the image that `reference` names is asked for. @throws StrataError `invalid-option` where it is no reference */
export function registryPlace(reference: string): RegistryPlace {
  const { full, tag, digest } = parseReference(reference)
  const slash = full.indexOf("/")
  const registry = full.slice(0, slash)
  const target = digest ?? tag ?? "latest"
  const end = digest === undefined ? `:${target}` : `@${target}`
  const repository = full.slice(slash + 1, full.length - end.length)
  const host = registry === hub ? `registry-1.${hub}` : registry
  if (!hostPattern.test(host) || !repositoryPattern.test(repository) || !targetPattern.test(target))
    throw new StrataError({
      code: "invalid-option",
      message: `'${reference}' is no reference to an image`,
      fix: "write REGISTRY/NAME:TAG or REGISTRY/NAME@sha256:DIGEST; names are in small letters",
    })
  return { registry, host, repository, target, isLocal: isLoopback(host) }
}
