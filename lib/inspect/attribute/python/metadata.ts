/** What a distribution calls itself (core metadata: the fields that every version of it has). */
export interface Metadata {
  readonly name: string
  readonly version: string
}

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}:[ \t]*(.+?)[ \t\r]*$`, "im").exec(text)?.[1]

/** Reads METADATA or PKG-INFO; the description, which may be long, is left out. */
export function readMetadata(content: Buffer): Metadata | undefined {
  const bodyStart = content.indexOf("\n\n")
  const headers = content.toString("utf8", 0, bodyStart < 0 ? content.length : bodyStart)
  const name = field(headers, "Name")
  const version = field(headers, "Version")
  return name === undefined || version === undefined ? undefined : { name, version }
}

/** `foo_bar-1.0.dist-info`, `foo_bar-1.0-py3.11.egg-info`: what the folder's name says where the file does not. */
export function metadataOfName(name: string): Metadata | undefined {
  const [distribution, version] = name.replace(/\.(?:dist-info|egg-info|egg)$/, "").split("-")
  return distribution && version ? { name: distribution, version } : undefined
}
