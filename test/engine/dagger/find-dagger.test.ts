import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { findDagger } from "../../../lib/engine/dagger/find-dagger.ts"
import { daggerCommands, parseDaggerHost } from "../../../lib/engine/dagger/index.ts"
import { loadSdk } from "../../../lib/engine/dagger/load-sdk.ts"
import { StrataError } from "../../../lib/errors/index.ts"

const session = { DAGGER_SESSION_PORT: "1234", DAGGER_SESSION_TOKEN: "t" }
const has =
  (...files: readonly string[]) =>
  (file: string) =>
    files.includes(file)

function problemOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof StrataError) return `${error.code}: ${error.message}`
    throw error
  }
  return "no error"
}

describe("findDagger", () => {
  it("takes a session before a command line", () => {
    expect(findDagger({ ...session, PATH: "/bin" }, undefined, has("/bin/dagger"))).toEqual({
      kind: "session",
      port: 1234,
    })
  })

  it("takes half a session for none", () => {
    const env = { DAGGER_SESSION_PORT: "1234", PATH: "/bin" }
    expect(findDagger(env, undefined, has("/bin/dagger"))).toEqual({ kind: "cli", path: "/bin/dagger" })
  })

  it("takes the program that the environment names, else the first on PATH", () => {
    const env = { PATH: "/none:/usr/bin:/bin" }
    const runs = has("/usr/bin/dagger", "/bin/dagger", "/opt/dagger")
    expect(findDagger(env, undefined, runs)).toEqual({ kind: "cli", path: "/usr/bin/dagger" })
    const named = { ...env, _EXPERIMENTAL_DAGGER_CLI_BIN: "/opt/dagger" }
    expect(findDagger(named, "tcp://e:1", runs)).toEqual({ kind: "cli", path: "/opt/dagger", host: "tcp://e:1" })
  })

  it("says what is missing", () => {
    expect(problemOf(() => findDagger({ PATH: "/bin" }, undefined, has()))).toContain("no `dagger` on PATH")
    const named = { PATH: "/bin", _EXPERIMENTAL_DAGGER_CLI_BIN: "/gone" }
    expect(problemOf(() => findDagger(named, undefined, has("/bin/dagger")))).toBe(
      "engine-unavailable: the dagger engine cannot be reached: no session, and _EXPERIMENTAL_DAGGER_CLI_BIN names no program ('/gone')",
    )
  })

  it("refuses a host in a session, which has its engine", () => {
    expect(problemOf(() => findDagger(session, "tcp://e:1", has()))).toMatch(/^invalid-option: --dagger-host=tcp/)
  })
})

describe("parseDaggerHost", () => {
  it.each([
    "tcp://engine:8080",
    "unix:///run/dagger/engine.sock",
    "kube-pod://dagger-0?namespace=ci",
    "container+podman://e",
  ])("takes %s", (host) => expect(parseDaggerHost(host)).toBe(host))
  it.each(["engine:8080", "tcp://", "http://engine", ""])("refuses '%s'", (host) =>
    expect(problemOf(() => parseDaggerHost(host))).toMatch(/^invalid-option/),
  )
})

describe("loadSdk", () => {
  it("says how to install it where it is missing", async () => {
    const missing = loadSdk(() => import(String("@dagger.io/not-there")))
    await expect(missing).rejects.toMatchObject({
      code: "engine-unavailable",
      problems: [{ fix: "npm install --save-dev @dagger.io/dagger@0.21" }],
    })
  })

  it("does not take every error for that", async () => {
    await expect(loadSdk(() => Promise.reject(new SyntaxError("broken")))).rejects.toThrow(SyntaxError)
  })
})

it("docs/dagger.md has the commands as they are named in code", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/dagger.md"), "utf8")
  for (const { purpose, now, next } of Object.values(daggerCommands))
    expect(text).toContain(`| ${purpose} | \`${now}\` | \`${next}\` |`)
})
