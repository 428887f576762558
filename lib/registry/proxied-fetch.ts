import { isLoopback } from "./place.ts"
import { faultOf } from "./retry.ts"

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>

/** A variable of the environment in small letters, which curl and Go prefer, or in capitals. */
function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name.toLowerCase()] || env[name.toUpperCase()] || undefined
}

/** An agent for each proxy and its exceptions: connections are kept. */
const known = new Map<string, Promise<Fetch>>()

async function through(proxy: string, noProxy: string): Promise<Fetch> {
  // Node's own `fetch` takes no proxy before Node 24; this is the same one from its package, loaded only where one is set.
  const { EnvHttpProxyAgent, fetch: fetchBy } = await import("undici")
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy })
  const throughIt = fetchBy as unknown as (url: URL, init: object) => Promise<Response>
  return async (url, init) => {
    try {
      return await throughIt(url, { ...init, dispatcher })
    } catch (cause) {
      // Who is behind a proxy looks there first. Whether this host is one of the exceptions only the agent knows.
      throw new Error(`${faultOf(cause)} (the environment names the proxy ${new URL(proxy).host})`)
    }
  }
}

/** `fetch` for one address, through the proxy that the environment names for it. This machine is never behind one. */
export async function proxiedFetch(url: URL, env: NodeJS.ProcessEnv): Promise<Fetch> {
  const proxy = variable(env, url.protocol === "https:" ? "https_proxy" : "http_proxy")
  if (proxy === undefined || isLoopback(url.host)) return fetch
  const noProxy = variable(env, "no_proxy") ?? ""
  const key = `${proxy} ${noProxy}`
  const made = known.get(key) ?? through(proxy, noProxy)
  known.set(key, made)
  return made
}
