import { StrataError } from "../../errors/index.ts"

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const
type Signal = (typeof signals)[number]

function interrupted(name: Signal, cause: unknown): StrataError {
  return new StrataError(
    {
      code: "interrupted",
      message: `stopped by ${name}`,
      fix: "run the command again: what was built so far is cached",
    },
    { cause },
  )
}

/**
 * Runs `work` so that a signal ends it: the first one asks it for a clean end, a second one ends the program at once, as
 * if nobody listened. (What that leaves, the engine's next start cleans up.)
 * @throws StrataError `interrupted`, whatever an interrupted piece of work throws; else what `work` throws
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let first: Signal | undefined
  const listenNoMore = (): void => {
    for (const name of signals) process.removeListener(name, stop)
  }
  const stop = (name: Signal): void => {
    first = name
    listenNoMore()
    controller.abort()
  }
  for (const name of signals) process.on(name, stop)
  try {
    return await work(controller.signal)
  } catch (error) {
    if (first === undefined || error instanceof StrataError) throw error
    throw interrupted(first, error)
  } finally {
    listenNoMore()
  }
}
