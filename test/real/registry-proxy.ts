import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http"
import { Transform } from "node:stream"

/** What goes wrong with one request on its way; `undefined`: nothing. */
export type Fault =
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is cut after so many bytes of the body. */
  | { readonly kind: "cut"; readonly after: number }
  /** Nothing more comes after so many bytes, and the connection stays. */
  | { readonly kind: "silence"; readonly after: number }
  /** Every byte of the body is another one. */
  | { readonly kind: "garble" }
  | { readonly kind: "append"; readonly bytes: number }
  /** The range that was asked for is left out. */
  | { readonly kind: "whole" }
  /** Another range is sent than was asked for. */
  | { readonly kind: "range"; readonly range: string }
  | { readonly kind: "redirect"; readonly to: string }

export type FaultOf = (message: IncomingMessage, count: number) => Fault | undefined

export interface FaultyProxy {
  readonly host: string
  /** Requests that came, as `GET /v2/... range`. */
  readonly seen: string[]
  close(): void
}

/** A piece of work between a client and a real registry that fails as it is told. `count` counts a path's requests from 1. */
export async function faultyProxy(upstream: () => string, faultOf: FaultOf): Promise<FaultyProxy> {
  const seen: string[] = []
  const counts = new Map<string, number>()
  const server: Server = createServer((message, response) => {
    const path = message.url ?? ""
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    seen.push(`${path} ${message.headers.range ?? "-"} ${message.headers.authorization ? "authorized" : "-"}`)
    pass(upstream(), message, response, faultOf(message, count))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    host: `localhost:${typeof address === "object" && address ? address.port : 0}`,
    seen,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function pass(upstream: string, message: IncomingMessage, response: ServerResponse, fault: Fault | undefined): void {
  if (fault?.kind === "status") {
    response.writeHead(fault.status, fault.headers).end('{"errors":[{"code":"FAULT","message":"made\\u001b[31m"}]}')
    return
  }
  if (fault?.kind === "redirect") {
    response.writeHead(307, { location: fault.to }).end()
    return
  }
  const [host, port] = upstream.split(":")
  const headers = { ...message.headers, host: upstream }
  if (fault?.kind === "whole") delete headers.range
  if (fault?.kind === "range") headers.range = fault.range
  const onward = request({ host, port, path: message.url, method: message.method, headers }, (answer) => {
    const told = { ...answer.headers }
    // Without its length a body may be longer or shorter than it was.
    if (fault?.kind === "append") delete told["content-length"]
    response.writeHead(answer.statusCode ?? 502, told)
    answer.pipe(spoil(fault, response)).pipe(response)
  })
  onward.on("error", () => response.destroy())
  message.pipe(onward)
}

function spoil(fault: Fault | undefined, response: ServerResponse): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const after = fault?.kind === "cut" || fault?.kind === "silence" ? fault.after : Number.POSITIVE_INFINITY
      const piece = chunk.subarray(0, Math.max(0, after - passed))
      passed += piece.length
      if (piece.length > 0) this.push(fault?.kind === "garble" ? piece.map((byte) => byte ^ 1) : piece)
      if (piece.length === chunk.length) return done()
      // What was pushed goes out first.
      if (fault?.kind === "cut") setTimeout(() => response.destroy(), 20)
    },
    flush(done) {
      if (fault?.kind === "append") this.push(Buffer.alloc(fault.bytes))
      done()
    },
  })
}
