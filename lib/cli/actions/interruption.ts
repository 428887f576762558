const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const

export interface Interruption {
  readonly signal: AbortSignal
  /** Stops listening. */
  done(): void
}

/**
 * The first signal asks for a clean end; a second one ends the program at once, as if nobody listened. (What that
 * leaves, the engine's next start cleans up.)
 */
export function interruption(): Interruption {
  const controller = new AbortController()
  const done = (): void => {
    for (const name of signals) process.removeListener(name, stop)
  }
  const stop = (): void => {
    done()
    controller.abort()
  }
  for (const name of signals) process.on(name, stop)
  return { signal: controller.signal, done }
}
