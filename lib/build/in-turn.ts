const last = new Map<string, Promise<unknown>>()

/** Runs `work` once all earlier work of the same name has ended, well or badly: several builds write into one folder. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (last.get(name) ?? Promise.resolve()).then(work, work)
  last.set(
    name,
    mine.catch(() => {}),
  )
  return mine
}
