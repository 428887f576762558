import { connect, type NetConnectOpts } from "node:net"

const timeoutMilliseconds = 5_000

/** What can be asked whether somebody listens there: a port, or a socket's file. Other ways lead through programs. */
export function addressOf(host: string): NetConnectOpts | undefined {
  const [, scheme, rest = ""] = /^(tcp|unix):\/\/(.+)$/.exec(host) ?? []
  if (scheme === "unix") return { path: rest }
  const [, name, port] = /^\[?([^\]/]+?)\]?:(\d+)\/?$/.exec(rest) ?? []
  return name === undefined ? undefined : { host: name, port: Number(port) }
}

/** Whether somebody listens there. */
export function addressAnswers(address: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: timeoutMilliseconds })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once("connect", () => end(true))
    socket.once("timeout", () => end(false))
    socket.once("error", () => end(false))
  })
}
