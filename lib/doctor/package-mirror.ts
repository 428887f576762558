import { lookup } from "node:dns/promises"
import { connect } from "node:net"
import { hostMirrors } from "../engine/host/host-apt.ts"
import type { Finding } from "./finding.ts"

const timeoutMilliseconds = 4_000

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMilliseconds })
    const end = (ok: boolean) => {
      socket.destroy()
      resolve(ok)
    }
    socket.once("connect", () => end(true))
    socket.once("timeout", () => end(false))
    socket.once("error", () => end(false))
  })
}

/** Whether the Debian archive of the host's apt configuration can be reached; behind a proxy, apt has to be asked. */
export async function packageMirror(): Promise<Finding> {
  const name = "package mirror"
  const { main } = await hostMirrors()
  if (!main) return { name, ok: true, detail: "apt knows no Debian archive here: mmdebstrap takes its own default" }
  const url = new URL(main.replace(/^mirror\+/, ""))
  const remedy = "check the network, name servers and proxy, and that `apt-get update` works"
  try {
    await lookup(url.hostname)
  } catch {
    return { name, ok: false, detail: `the name ${url.hostname} cannot be resolved`, remedy }
  }
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80)
  if (await connects(url.hostname, port)) return { name, ok: true, detail: `${url.hostname} answers` }
  return { name, ok: false, detail: `${url.hostname} does not answer on port ${port}`, remedy }
}
