import { execFile } from "node:child_process"
import { z } from "zod"
import type { Credentials } from "./credentials.ts"

/** What `docker-credential-NAME get` prints (github.com/docker/docker-credential-helpers). */
const answerSchema = z.object({ Username: z.string(), Secret: z.string() })

/** In place of a user's name: the secret is an identity token. */
const tokenUser = "<token>"

/** A helper may ask the user to unlock a keychain; one that takes longer hangs. */
const timeout = 60_000

export type HelperAnswer =
  | { readonly kind: "found"; readonly credentials: Credentials }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly why: string }

/** Asks a credential helper for what it keeps of a server. The secret is never part of what goes wrong. */
export function askHelper(program: string, server: string, env: NodeJS.ProcessEnv): Promise<HelperAnswer> {
  return new Promise((resolve) => {
    const child = execFile(program, ["get"], { timeout, env }, (error, stdout) => {
      if (error) {
        const isUnknown = /credentials not found/i.test(stdout)
        const why = error.code === "ENOENT" ? "is not installed" : `ended with ${error.code ?? error.signal}`
        resolve(isUnknown ? { kind: "none" } : { kind: "failed", why })
        return
      }
      resolve(parseAnswer(stdout))
    })
    // A helper that does not read has its own reason, which its exit code tells.
    child.stdin?.on("error", () => {})
    child.stdin?.end(server)
  })
}

function parseAnswer(stdout: string): HelperAnswer {
  try {
    const { Username: user, Secret: password } = answerSchema.parse(JSON.parse(stdout))
    if (password === "") return { kind: "none" }
    const credentials: Credentials =
      user === tokenUser ? { kind: "identity", token: password } : { kind: "password", user, password }
    return { kind: "found", credentials }
  } catch {
    return { kind: "failed", why: "printed something that is no answer" }
  }
}
