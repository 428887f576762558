import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : ""
}

/** The text for the engine's resolv.conf: behind systemd's stub resolver, the name servers that the stub itself asks. */
export function resolverText(resolvConf: string, upstream: string): string {
  const servers = [...resolvConf.matchAll(/^\s*nameserver\s+(\S+)/gm)].map((match) => match[1])
  return servers.length === 1 && servers[0] === "127.0.0.53" && upstream !== "" ? upstream : resolvConf
}

/** Hands the host's name servers and host names of this moment on to a daemon: they change when a laptop moves. */
export function refreshNetworkFiles(run: string): void {
  const files = {
    "resolv.conf": resolverText(read("/etc/resolv.conf"), read("/run/systemd/resolve/resolv.conf")),
    hosts: read("/etc/hosts"),
  }
  for (const [name, text] of Object.entries(files)) {
    const file = join(run, name)
    if (read(file) !== text) writeFileSync(file, text)
  }
}
