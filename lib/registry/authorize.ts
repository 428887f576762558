import { z } from "zod"
import { readBytes } from "./answer.ts"
import type { Challenge } from "./challenge.ts"
import { basicAuthorization, type Credentials } from "./credentials.ts"
import { isLoopback, type RegistryPlace } from "./place.ts"
import { registryProblem } from "./problem.ts"
import type { Send } from "./send.ts"

type Bearer = Extract<Challenge, { kind: "bearer" }>

/** A token server's answer; which of the two names it has differs (distribution, "Token Authentication Specification"). */
const answerSchema = z.object({ token: z.string().optional(), access_token: z.string().optional() })

/** Longest answer of a token server that is read. Real ones have a few kilobytes. */
const mostTokenBytes = 1 << 20

/** Where tokens are given out. @throws StrataError `registry-failed` where a login would go there unencrypted */
function tokenServer({ realm }: Bearer, { registry }: RegistryPlace): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined
  if (url && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.host)))) return url
  throw registryProblem(`${registry} sends logins to '${realm}', which is not encrypted`, {
    fix: "have the registry name a token server with https",
  })
}

/** The request for a token: an identity token is changed for one (OAuth 2), a password or nothing is asked with. */
function tokenRequest(
  challenge: Bearer,
  place: RegistryPlace,
  credentials: Credentials | undefined,
): { readonly url: URL; readonly init: RequestInit } {
  const url = tokenServer(challenge, place)
  const scope = challenge.scope ?? `repository:${place.repository}:pull`
  const service = challenge.service === undefined ? {} : { service: challenge.service }
  if (credentials?.kind === "identity") {
    const form = { grant_type: "refresh_token", client_id: "strata", refresh_token: credentials.token, scope }
    return { url, init: { method: "POST", body: new URLSearchParams({ ...form, ...service }) } }
  }
  for (const [key, value] of Object.entries({ scope, ...service })) url.searchParams.set(key, value)
  if (!credentials) return { url, init: {} }
  url.searchParams.set("account", credentials.user)
  return { url, init: { headers: { authorization: basicAuthorization(credentials.user, credentials.password) } } }
}

function tokenIn(text: string): string | undefined {
  try {
    const { token, access_token } = answerSchema.parse(JSON.parse(text))
    return token || access_token
  } catch {
    return undefined
  }
}

/**
 * What to send as `Authorization` to a registry that asks for it so; undefined where there is nothing to send, or the
 * login is refused.
 * @throws StrataError `registry-failed` where the token server answers otherwise
 */
export async function authorize(
  challenge: Challenge,
  place: RegistryPlace,
  credentials: Credentials | undefined,
  send: Send,
): Promise<string | undefined> {
  if (challenge.kind === "basic")
    return credentials?.kind === "password" ? basicAuthorization(credentials.user, credentials.password) : undefined
  const { url, init } = tokenRequest(challenge, place, credentials)
  const answer = await send(url, init)
  const text = (await readBytes(answer, mostTokenBytes)).toString("utf8")
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) return undefined
  const token = answer.status === 200 ? tokenIn(text) : undefined
  if (token !== undefined) return `Bearer ${token}`
  throw registryProblem(`the token server of ${place.registry} gives no token: ${url.host}, status ${answer.status}`, {
    detail: answer.status === 200 ? "" : text,
    fix: "try again later",
  })
}
