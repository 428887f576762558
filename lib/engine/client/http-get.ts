import { request } from "node:http"

/** GET over a unix socket; undefined when nobody answers in time or the answer is no success. */
export function httpGet(socketPath: string, path: string, timeoutMilliseconds = 2_000): Promise<string | undefined> {
  return new Promise((resolve) => {
    const call = request({ socketPath, path, timeout: timeoutMilliseconds }, (response) => {
      let text = ""
      response.setEncoding("utf8")
      response.on("data", (piece: string) => {
        text += piece
      })
      response.on("end", () => resolve(response.statusCode === 200 ? text : undefined))
      response.on("error", () => resolve(undefined))
    })
    call.on("timeout", () => call.destroy())
    call.on("error", () => resolve(undefined))
    call.end()
  })
}
