import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { addressOf } from "../../../lib/engine/dagger/address-answers.ts"
import { withDagger } from "../../../lib/engine/dagger/index.ts"
import { withRecorder } from "../../backends/dagger/recorder.ts"

let folder: string
const before = { ...process.env }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-dagger-test-"))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  process.env = { ...before }
})

/** A program that does what `dagger session` does, and keeps how it was called. */
function standIn(line: string): string {
  const file = join(folder, "dagger")
  const keep = `echo "$1 $_EXPERIMENTAL_DAGGER_RUNNER_HOST" > "${join(folder, "called")}"`
  writeFileSync(
    file,
    `#!/bin/sh\n${keep}\necho '${line}'\ncat > "${join(folder, "input")}"\necho ended > "${join(folder, "ended")}"\n`,
  )
  chmodSync(file, 0o755)
  return file
}

describe("addressOf", () => {
  it.each([
    ["tcp://engine:8080", { host: "engine", port: 8080 }],
    ["tcp://[::1]:80", { host: "::1", port: 80 }],
    ["unix:///run/dagger/engine.sock", { path: "/run/dagger/engine.sock" }],
    ["kube-pod://dagger-0?namespace=ci", undefined],
    ["tcp://engine", undefined],
  ])("%s", (host, address) => expect(addressOf(host)).toEqual(address))
})

describe("withDagger", () => {
  it("uses the session around it", async () => {
    const version = await withRecorder(() => withDagger({}, (client) => client.version()))
    expect(version).toBe("String")
  })

  it("has the command line open a session at the host, and leaves the environment as it was", async () => {
    const version = await withRecorder(async () => {
      const cli = standIn(JSON.stringify({ port: Number(process.env.DAGGER_SESSION_PORT), session_token: "none" }))
      delete process.env.DAGGER_SESSION_PORT
      process.env._EXPERIMENTAL_DAGGER_CLI_BIN = cli
      delete process.env._EXPERIMENTAL_DAGGER_RUNNER_HOST
      return withDagger({ host: "kube-pod://dagger-0?namespace=ci" }, (client) => client.version())
    })
    expect(version).toBe("String")
    expect(readFileSync(join(folder, "called"), "utf8")).toBe("session kube-pod://dagger-0?namespace=ci\n")
    expect(process.env._EXPERIMENTAL_DAGGER_RUNNER_HOST).toBeUndefined()
    expect(process.env.DAGGER_SESSION_PORT).toBeUndefined()
    expect(readFileSync(join(folder, "ended"), "utf8")).toBe("ended\n")
  })

  it("says that a command line which opens none did not", async () => {
    const cli = join(folder, "dagger")
    writeFileSync(cli, "#!/bin/sh\necho no engine here >&2\nexit 1\n")
    chmodSync(cli, 0o755)
    process.env._EXPERIMENTAL_DAGGER_CLI_BIN = cli
    await expect(withDagger({ host: "kube-pod://none" }, (client) => client.version())).rejects.toMatchObject({
      code: "engine-unavailable",
      message: expect.stringContaining("kube-pod://none"),
      problems: [{ detail: "no engine here" }],
    })
  })

  it.each(["tcp://127.0.0.1:1", "unix:///none"])(
    "does not wait for an engine at %s, where nobody listens",
    async (host) => {
      process.env._EXPERIMENTAL_DAGGER_CLI_BIN = standIn("never asked")
      const problem = { code: "engine-unavailable", message: expect.stringContaining(host) }
      await expect(withDagger({ host }, (client) => client.version())).rejects.toMatchObject(problem)
      process.env._EXPERIMENTAL_DAGGER_RUNNER_HOST = host
      await expect(withDagger({}, (client) => client.version())).rejects.toMatchObject(problem)
      expect(existsSync(join(folder, "called"))).toBe(false)
    },
  )

  it("says that a program which is no command line of Dagger's is none", async () => {
    process.env._EXPERIMENTAL_DAGGER_CLI_BIN = standIn("hello")
    await expect(withDagger({}, (client) => client.version())).rejects.toMatchObject({ code: "engine-unavailable" })
    expect(readFileSync(join(folder, "ended"), "utf8")).toBe("ended\n")
  })

  it("says that a session has ended", async () => {
    const port = await withRecorder(async () => process.env.DAGGER_SESSION_PORT)
    process.env.DAGGER_SESSION_PORT = port
    process.env.DAGGER_SESSION_TOKEN = "none"
    await expect(withDagger({}, (client) => client.version())).rejects.toMatchObject({
      code: "engine-unavailable",
      problems: [{ fix: expect.stringContaining("unset DAGGER_SESSION_PORT") }],
    })
  })

  it("hands on what its work throws, as it is", async () => {
    const mine = new RangeError("mine")
    await expect(withRecorder(() => withDagger({}, () => Promise.reject(mine)))).rejects.toBe(mine)
  })

  it("stops at a signal", async () => {
    const stop = new AbortController()
    const work = withRecorder(() =>
      withDagger({ signal: stop.signal }, () => {
        stop.abort()
        return new Promise<never>(() => {})
      }),
    )
    await expect(work).rejects.toMatchObject({ code: "interrupted" })
  })
})
