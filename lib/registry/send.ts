import { setTimeout as sleep } from "node:timers/promises"
import { StrataError } from "../errors/index.ts"
import { type Answer, ask } from "./answer.ts"
import { registryProblem } from "./problem.ts"
import {
  backoffSeconds,
  faultOf,
  isCertificateFault,
  isPassing,
  isPassingFault,
  longestPauseSeconds,
  mostTries,
  retryAfterSeconds,
} from "./retry.ts"

/** Sends a request, again where what went wrong passes. Answers that do not pass are given as they are. */
export type Send = (url: URL, init: RequestInit) => Promise<Answer>

export interface SendOptions {
  readonly signal?: AbortSignal
  /** A connection on which nothing comes for so long is given up and begun again; default 60 s. */
  readonly stallSeconds?: number
  /** Names the proxies; default: this process's. */
  readonly env?: NodeJS.ProcessEnv
  readonly onNote?: (text: string) => void
}

/** Waits before another try. @throws StrataError `interrupted` where the user ends it */
export async function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, signal ? { signal } : {})
  } catch (cause) {
    throw interrupted(cause)
  }
}

export function interrupted(cause: unknown): StrataError {
  return new StrataError({ code: "interrupted", message: "interrupted while reading from a registry" }, { cause })
}

/** What is asked for another try, and after how many seconds; `undefined`: the answer stands. */
function pauseFor(answer: Answer, tries: number): number | undefined {
  if (!isPassing(answer.status)) return undefined
  const wished = retryAfterSeconds(answer.headers.get("retry-after"), Date.now())
  if (wished !== undefined && wished > longestPauseSeconds) return undefined
  return tries < mostTries ? (wished ?? backoffSeconds(tries)) : undefined
}

/** @throws StrataError `registry-failed` where nobody answers, `interrupted` */
export function makeSend({ signal, stallSeconds = 60, env = process.env, onNote = () => {} }: SendOptions = {}): Send {
  return async (url, init) => {
    for (let tries = 1; ; tries++) {
      let why: string
      let seconds: number
      try {
        const answer = await ask(url, init, { stallSeconds, env, ...(signal ? { signal } : {}) })
        const wait = pauseFor(answer, tries)
        if (wait === undefined) return answer
        await answer.drop()
        why = `status ${answer.status}`
        seconds = wait
      } catch (cause) {
        if (signal?.aborted) throw interrupted(cause)
        why = faultOf(cause)
        if (tries >= mostTries || !isPassingFault(cause))
          throw registryProblem(`${url.host} cannot be reached: ${why}`, { cause, fix: remedy(cause) })
        seconds = backoffSeconds(tries)
      }
      onNote(`${url.host}: ${why}; trying again in ${seconds} s`)
      await pause(seconds, signal)
    }
  }
}

function remedy(fault: unknown): string {
  return isCertificateFault(fault)
    ? "point NODE_EXTRA_CA_CERTS at the file with the registry's certificate authority"
    : "check the registry's name and the network; behind a proxy set HTTPS_PROXY, and NO_PROXY for what is not"
}
