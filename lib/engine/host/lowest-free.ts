import { freeBytes } from "./free-bytes.ts"

/** How often a disk is looked at; a look takes microseconds. */
const everyMilliseconds = 500

/** Watches the free bytes of a disk: what fills it is often gone again by the time that an error is read. */
export function watchLowestFree(path: string | undefined): { lowest(): number; stop(): void } {
  let lowest = Number.POSITIVE_INFINITY
  const look = () => {
    if (path !== undefined) lowest = Math.min(lowest, freeBytes(path))
  }
  look()
  const timer = setInterval(look, everyMilliseconds)
  timer.unref()
  return {
    lowest() {
      look()
      return lowest
    },
    stop: () => clearInterval(timer),
  }
}
