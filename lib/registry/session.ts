import { type Answer, ask, readBytes } from "./answer.ts"
import { authorize } from "./authorize.ts"
import { parseChallenge } from "./challenge.ts"
import { type FindCredentialsOptions, findCredentials } from "./find-credentials.ts"
import type { RegistryPlace } from "./place.ts"
import { registryProblem } from "./problem.ts"
import { isCertificateFault, retryAfterSeconds } from "./retry.ts"
import { makeSend, type SendOptions } from "./send.ts"

export interface SessionOptions extends SendOptions, FindCredentialsOptions {}

/** One repository of a registry, logged in to as far as it asks. */
export interface RegistrySession {
  readonly place: RegistryPlace
  readonly signal?: AbortSignal
  /**
   * Asks for a path below the repository: `manifests/latest`, `blobs/sha256:...`.
   * @returns an answer of status 200 or 206
   * @throws StrataError `registry-failed`, `interrupted`
   */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

/** Longest error document that is read. */
const mostErrorBytes = 64 << 10

/** The registry's own words (distribution spec, "Error Codes"): code and message of each error. */
function wordsOf(body: string): string {
  try {
    const { errors } = JSON.parse(body) as { readonly errors: readonly { code?: unknown; message?: unknown }[] }
    return errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ")
  } catch {
    return ""
  }
}

interface Refusal {
  readonly place: RegistryPlace
  readonly what: string
  readonly isLoggedIn: boolean
}

async function refusal(answer: Answer, { place, what, isLoggedIn }: Refusal): Promise<Error> {
  const detail = wordsOf((await readBytes(answer, mostErrorBytes)).toString("utf8"))
  const { registry, repository } = place
  const name = `${registry}/${repository}`
  switch (answer.status) {
    case 401:
    case 403:
      return registryProblem(
        isLoggedIn
          ? `${registry} does not give your login '${repository}' (status ${answer.status})`
          : `${registry} gives '${repository}' to nobody without a login (status ${answer.status})`,
        { detail, fix: `run: docker login ${registry}; or check the name: what is not there is often refused too` },
      )
    case 404:
      return registryProblem(`${name} has no ${what}`, { detail, fix: "check the name, and the tag" })
    case 429: {
      const seconds = retryAfterSeconds(answer.headers.get("retry-after"), Date.now())
      return registryProblem(`${registry} has had too many requests from here (status 429)`, {
        detail,
        fix: `${seconds === undefined ? "wait" : `wait ${Math.ceil(seconds)} s`}, or log in for a higher limit: docker login ${registry}`,
      })
    }
    default:
      return registryProblem(`${registry} answers with status ${answer.status} for ${what} of '${repository}'`, {
        detail,
        fix: answer.status >= 500 ? "try again later" : "check the name",
      })
  }
}

/** Opens a repository; the registry is asked nothing yet. */
export function openSession(place: RegistryPlace, options: SessionOptions = {}): RegistrySession {
  const { signal } = options
  const send = makeSend(options)
  const address = (scheme: string): string => `${scheme}://${place.host}/v2/${place.repository}/`
  let base: Promise<string> | undefined
  let authorization: Promise<string | undefined> = Promise.resolve(undefined)

  /** Docker's own rule: TLS, and on this machine without where there is none. */
  async function findBase(): Promise<string> {
    if (!place.isLocal) return address("https")
    try {
      await (await ask(new URL(`https://${place.host}/v2/`), {}, { stallSeconds: 5 })).drop()
    } catch (error) {
      if (!isCertificateFault(error)) return address("http")
    }
    return address("https")
  }

  async function logIn(answer: Answer): Promise<string | undefined> {
    const challenge = parseChallenge(answer.headers.get("www-authenticate"))
    if (!challenge) return undefined
    return authorize(challenge, place, await findCredentials(place.registry, options), send)
  }

  return {
    place,
    ...(signal ? { signal } : {}),
    async get(path, headers = {}) {
      base ??= findBase()
      const url = new URL(path, await base)
      const sendAs = (said: string | undefined): Promise<Answer> =>
        send(url, {
          // A transfer coding would be taken off before the bytes are compared with their digest.
          headers: {
            "accept-encoding": "identity",
            ...headers,
            ...(said === undefined ? {} : { authorization: said }),
          },
        })
      const before = authorization
      let said = await before
      let answer = await sendAs(said)
      if (answer.status === 401) {
        // Tokens run out; several requests at a time log in once.
        if (authorization === before) authorization = logIn(answer)
        const now = await authorization
        if (now !== undefined && now !== said) {
          await answer.drop()
          answer = await sendAs(now)
          said = now
        }
      }
      if (answer.status === 200 || answer.status === 206) return answer
      const what = path.replace(/^([a-z]+?)s\/(.*)$/, "$1 '$2'")
      throw await refusal(answer, { place, what, isLoggedIn: said !== undefined })
    },
  }
}
