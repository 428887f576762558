import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** How the server treats a path; it may be changed between requests. */
export interface Served {
  content: Buffer
  /** Whether it answers requests for a range. Default true. */
  ranges?: boolean
  /** Closes the connection after so many bytes of each answer. */
  cutAfter?: number
  /** Sends so many bytes, then nothing more and no end. */
  holdAfter?: number
}

export interface LazyServer {
  readonly url: string
  readonly paths: Map<string, Served>
  /** `path first-byte` of every request, in order. */
  readonly requests: string[]
  readonly close: () => Promise<void>
}

function answer(response: ServerResponse, served: Served, range: string | undefined): void {
  const { content, cutAfter, holdAfter } = served
  const first = served.ranges === false || range === undefined ? 0 : Number(/bytes=(\d+)-/.exec(range)?.[1] ?? 0)
  if (first >= content.length && first > 0) {
    response.writeHead(416, { "content-range": `bytes */${content.length}` }).end()
    return
  }
  const body = content.subarray(first)
  const type = body.subarray(0, 15).toString() === "<!DOCTYPE html>" ? { "content-type": "text/html" } : {}
  const partial = first > 0 ? { "content-range": `bytes ${first}-${content.length - 1}/${content.length}` } : {}
  response.writeHead(first > 0 ? 206 : 200, { "content-length": body.length, ...type, ...partial })
  if (cutAfter !== undefined) response.write(body.subarray(0, cutAfter), () => response.destroy())
  else if (holdAfter !== undefined) response.write(body.subarray(0, holdAfter))
  else response.end(body)
}

/** A server on this machine that can cut, hold, serve ranges or refuse them, and give wrong content. */
export async function lazyServer(): Promise<LazyServer> {
  const paths = new Map<string, Served>()
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "/").replace("/./", "/")
    const served = paths.get(path)
    requests.push(`${path} ${/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0}`)
    if (served === undefined) response.writeHead(404).end()
    else answer(response, served, request.headers.range)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** An address where nothing answers. */
export async function deadUrl(): Promise<string> {
  const server = await lazyServer()
  await server.close()
  return server.url
}
