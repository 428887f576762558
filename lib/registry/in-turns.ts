/**
 * Does `work` for every item, `most` at a time; results are in the items' order. After the first error nothing more is
 * begun, and it is thrown once what was under way has ended.
 */
export async function inTurns<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length)
  const queue = [...items.entries()]
  const turns = Array.from({ length: Math.min(most, items.length) }, async () => {
    try {
      for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1])
    } catch (error) {
      queue.length = 0
      throw error
    }
  })
  const ended = await Promise.allSettled(turns)
  const failed = ended.find((turn) => turn.status === "rejected")
  if (failed) throw failed.reason
  return results
}
