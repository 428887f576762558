import { execFileSync, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll } from "vitest"
import { hostNeeds } from "../../lib/engine/embedded/host-needs.ts"
import { engineState } from "../../lib/engine/embedded/state.ts"
import type { BuildEvent, BuildRequest, BuildResult } from "../../lib/engine/types.ts"

/** Why the embedded engine cannot be tested here, if it cannot: shown as the reason of the skip. */
export async function cannotRun(): Promise<string | undefined> {
  const missing = (await hostNeeds()).filter((need) => !need.ok)
  return missing.length === 0 ? undefined : missing.map((need) => `${need.name}: ${need.detail}`).join("; ")
}

/**
 * Why what joins a container of the embedded engine would be outside of it, if it would: in a chroot, the root of the mount
 * namespace, where who joins begins, is that of the machine around it.
 */
export function joinsOutside(): string | undefined {
  const rootOf = (command: readonly string[]): string =>
    execFileSync(command[0] ?? "", [...command.slice(1), "stat", "-c", "%d:%i", "/"], { encoding: "utf8" })
  const isSame = rootOf(["nsenter", "--mount=/proc/self/ns/mnt"]) === rootOf(["env"])
  return isSame ? undefined : "this is a chroot: its root is not that of the mount namespace"
}

/** A home of its own for an engine, with the root file system and the bases of the machine's usual one. */
export function ownHome(): void {
  const usual = engineState()
  process.env.STRATA_ROOT = usual.shared
  process.env.STRATA_HOME = mkdtempSync("/var/lib/strata-test-")
}

export const bookworm = { ref: "debian:bookworm-slim", bootstrap: { suite: "bookworm" } } as const

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder for a test's own files; it goes after the last test of the file. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `strata-test-${name}-`))
  folders.push(folder)
  return folder
}

/** A request for a Dockerfile with nothing else in its context. */
export function requestFor(dockerfile: string, tag: string): BuildRequest {
  const folder = temporaryFolder("context")
  writeFileSync(join(folder, "Dockerfile"), dockerfile)
  return {
    contextDirectory: folder,
    dockerfile: join(folder, "Dockerfile"),
    tags: [tag],
    bases: [bookworm],
    secrets: {},
  }
}

export function stepsLike(result: BuildResult, pattern: RegExp) {
  return result.steps.filter((step) => pattern.test(step.name))
}

/** A command line in a process of its own that builds one request: it can be killed. */
export function startCommand(request: BuildRequest, store: string) {
  const child = spawn(
    process.execPath,
    [
      "--conditions=strata-source",
      "--import",
      "tsx",
      join(import.meta.dirname, "engine-command.ts"),
      store,
      JSON.stringify(request),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  )
  const events: BuildEvent[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("{")) events.push(JSON.parse(line) as BuildEvent)
    for (const wake of waiting) wake()
  })
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? -1)))
  return {
    pid: child.pid ?? 0,
    ended,
    /** Waits for an event that fits. Rejects when the command ends without one. */
    until: (fits: (event: BuildEvent) => boolean) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (!events.some(fits)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
        ended.then((code) => reject(new Error(`the command ended with ${code} before the event`)))
      }),
  }
}
