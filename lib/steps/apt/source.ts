import { type AnyOp, type Origin, platformsOfDebian } from "../../ir/index.ts"

/** An apt repository beyond the distribution's own. */
export interface AptSource {
  /** Names its two files; lower-case letters, digits and `-`. */
  readonly name: string
  readonly uri: string
  readonly suite: string
  readonly components: readonly string[]
  /** The repository's public key, ASCII-armored: being in your source is what pins it. */
  readonly key: string
  /** Debian's names of those that it has packages for; on another platform the image is refused. Default: any. */
  readonly architectures?: readonly string[]
}

/** Platforms that all of these have packages for; undefined where none of them says. */
export function platformsOf(sources: readonly AptSource[]): readonly string[] | undefined {
  const said = sources.flatMap(({ architectures }) => (architectures === undefined ? [] : [architectures]))
  return said.length === 0 ? undefined : platformsOfDebian(said)
}

/** Path of the file that tells apt of the source. */
function sourcePath(source: AptSource): string {
  return `/etc/apt/sources.list.d/${source.name}.sources`
}

/** Two files: the key and the source that is signed by it and by nothing else. */
export function aptSourceOps(source: AptSource, origin: Origin): readonly AnyOp[] {
  const key = `/etc/apt/keyrings/${source.name}.asc`
  const lines = [
    "Types: deb",
    `URIs: ${source.uri}`,
    `Suites: ${source.suite}`,
    ...(source.components.length > 0 ? [`Components: ${source.components.join(" ")}`] : []),
    ...(source.architectures ? [`Architectures: ${source.architectures.join(" ")}`] : []),
    `Signed-By: ${key}`,
  ]
  return [
    { kind: "file", origin, path: key, content: `${source.key.trim()}\n`, mode: "644" },
    { kind: "file", origin, path: sourcePath(source), content: `${lines.join("\n")}\n`, mode: "644" },
  ]
}
