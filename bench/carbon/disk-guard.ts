import type { Engine } from "../../lib/engine/types.ts"

/** Bytes of disk that stay free, whatever is built: the machine has other users. */
export const keepFreeBytes = 11e9

const everyMilliseconds = 5_000

/** A signal that stops a build before the disk of an engine has less than {@link keepFreeBytes} free. */
export function guardDisk(engine: () => Promise<Engine>): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController()
  const timer = setInterval(async () => {
    const { freeBytes = Number.POSITIVE_INFINITY } = (await engine()).info
    if (freeBytes < keepFreeBytes) controller.abort()
  }, everyMilliseconds)
  return { signal: controller.signal, stop: () => clearInterval(timer) }
}
