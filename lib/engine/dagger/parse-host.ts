import { StrataError } from "../../errors/index.ts"

/** Addresses that Dagger 0.21 connects to: the drivers registered in its `engine/client/drivers`, as of v0.21.8. */
const schemes = [
  "tcp",
  "unix",
  "kube-pod",
  "ssh",
  "tls",
  "container",
  "image",
  "docker-container",
  "docker-image",
  "dagger-cloud",
]

/**
 * Checks the address of a Dagger engine, e.g. `tcp://HOST:PORT`, `unix:///run/dagger/engine.sock`,
 * `kube-pod://POD?namespace=NAMESPACE`. `container+podman://` and the like name a container's runtime.
 * @throws StrataError `invalid-option`
 */
export function parseDaggerHost(text: string): string {
  const scheme = /^([a-z][a-z-]*)(?:\+[a-z]+)?:\/\/./.exec(text)?.[1]
  if (scheme !== undefined && schemes.includes(scheme)) return text
  throw new StrataError({
    code: "invalid-option",
    message: `--dagger-host=${text} is no address of a Dagger engine`,
    fix: `begin it with one of ${schemes.map((name) => `${name}://`).join(", ")}`,
  })
}
