/** The first bytes of a stream, at least `length` of them unless it is shorter, and all of it, they included. */
export async function peek(
  stream: AsyncIterable<Buffer>,
  length: number,
): Promise<{ readonly first: Buffer; readonly all: AsyncGenerator<Buffer> }> {
  const pieces = stream[Symbol.asyncIterator]()
  let first: Buffer = Buffer.alloc(0)
  while (first.length < length) {
    const next = await pieces.next()
    if (next.done) break
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value])
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (first.length > 0) yield first
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
    } finally {
      await pieces.return?.()
    }
  }
  return { first, all: all() }
}
