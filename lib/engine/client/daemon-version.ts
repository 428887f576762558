import { httpGet } from "./http-get.ts"

interface Version {
  readonly Version?: string
  readonly Components?: readonly { readonly Name?: string }[]
}

/** Reads the answer to `GET /version`; a daemon whose containerd has died still answers, but does not name it. */
export function wholeVersion(answer: string): string | undefined {
  const { Version, Components } = JSON.parse(answer) as Version
  return Components?.some((component) => component.Name === "containerd") ? Version : undefined
}

/** The version of the daemon behind a socket, if it answers and can do its work. */
export async function daemonVersion(socket: string, timeoutMilliseconds?: number): Promise<string | undefined> {
  const answer = await httpGet(socket, "/version", timeoutMilliseconds)
  return answer === undefined ? undefined : wholeVersion(answer)
}
