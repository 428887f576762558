import type { Engine } from "../../lib/engine/types.ts"
import type { Image } from "../../lib/ir/index.ts"

/** Packages of the distribution that an image is made for: what its runtime stage installs by name. */
export function wantedPackages(image: Image): readonly string[] {
  const ops = image.stages.find(({ name }) => name === image.target)?.ops ?? []
  const installs = ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []) : []))
  return [...new Set(installs.filter(({ ecosystem }) => ecosystem === "apt").flatMap(({ packages }) => packages))]
}

/** Names in what `apt-get -s autoremove` prints: `Remv name [version]`. */
export function parseRemoved(output: string): ReadonlySet<string> {
  return new Set([...output.matchAll(/^Remv (\S+?)(?::\S+)? /gm)].map(([, name = ""]) => name))
}

/**
 * Packages of a built image that apt itself would take away if only what is wanted were wanted, and no recommendation
 * counted. Asked in a container, offline. apt stays: it is the distribution's.
 */
export async function unneededPackages(engine: Engine, tag: string, image: Image): Promise<ReadonlySet<string>> {
  const script = `set -e
apt-mark auto $(apt-mark showmanual) > /dev/null
apt-mark manual apt ${wantedPackages(image).join(" ")} > /dev/null
apt-get -s -o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false autoremove`
  const { exitCode, stdout, stderr } = await engine.run(tag, ["-c", script], {
    stdio: "capture",
    user: "root",
    entrypoint: "sh",
  })
  if (exitCode !== 0) throw new Error(`apt in ${tag}: ${stderr.trim()}`)
  return parseRemoved(stdout)
}
