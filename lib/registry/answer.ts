import { proxiedFetch } from "./proxied-fetch.ts"

/** What a registry answers. Its body is read piece by piece, or dropped. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /**
   * The body as it comes. Leaving the loop early ends the connection.
   * @throws Error where the connection is cut, or nothing comes for too long
   */
  pieces(): AsyncGenerator<Buffer>
  drop(): Promise<void>
}

export interface AskOptions {
  /** A connection on which nothing comes for so long is given up. */
  readonly stallSeconds: number
  readonly signal?: AbortSignal
  /** Names the proxies. */
  readonly env?: NodeJS.ProcessEnv
}

/**
 * Sends one request and waits for the answer's head.
 * @throws Error where there is no connection, or it is given up; the reason of `signal` where that ends it
 */
export async function ask(
  url: URL,
  init: RequestInit,
  { stallSeconds, signal, env = process.env }: AskOptions,
): Promise<Answer> {
  const stop = new AbortController()
  let clock: NodeJS.Timeout | undefined
  const watch = (): void => {
    clearTimeout(clock)
    const silent = new Error(`nothing came for ${stallSeconds} s`)
    clock = setTimeout(() => stop.abort(silent), stallSeconds * 1000)
  }
  const ended = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal
  watch()
  try {
    const send = await proxiedFetch(url, env)
    const { status, headers, body } = await send(url, { ...init, signal: ended })
    return {
      status,
      headers,
      async *pieces() {
        try {
          watch()
          for await (const piece of body ?? []) {
            // A reader that takes its time is no connection that hangs.
            clearTimeout(clock)
            yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
            watch()
          }
        } finally {
          clearTimeout(clock)
        }
      },
      async drop() {
        await body?.cancel()
      },
    }
  } finally {
    clearTimeout(clock)
  }
}

/** The beginning of an answer's body, at most `mostBytes`. */
export async function readBytes(answer: Answer, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of answer.pieces()) {
    pieces.push(piece)
    length += piece.length
    if (length >= mostBytes) break
  }
  return Buffer.concat(pieces).subarray(0, mostBytes)
}
