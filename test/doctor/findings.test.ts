import { describe, expect, test } from "vitest"
import { chosenEngine } from "../../lib/doctor/chosen-engine.ts"
import { dagger, daggerVersion } from "../../lib/doctor/dagger.ts"
import { nodeVersion } from "../../lib/doctor/node-version.ts"

test.each([
  ["20.19.0", true],
  ["20.18.9", false],
  ["18.20.0", false],
  ["22.0.0", true],
])("Node %s: %s", (version, ok) => expect(nodeVersion(version).ok).toBe(ok))

describe("chosenEngine", () => {
  const docker = { name: "docker", available: false, detail: "no buildx", remedy: "install buildx" } as const
  const embedded = { name: "embedded", available: true, detail: "ready" } as const

  test("names the one that is taken and why others were passed over", () => {
    const finding = chosenEngine([docker, embedded])
    expect(finding).toEqual({
      name: "engine",
      ok: true,
      detail: "auto takes embedded (ready); docker passed over: no buildx",
    })
  })

  test("says nothing of engines after the one that is taken", () => {
    expect(chosenEngine([{ ...docker, available: true }, embedded]).detail).toBe("auto takes docker (no buildx)")
  })

  test("has every remedy when there is none", () => {
    expect(chosenEngine([docker, { ...embedded, available: false, remedy: "be root" }])).toMatchObject({
      ok: false,
      remedy: "docker: install buildx; or embedded: be root",
    })
  })
})

describe("dagger", () => {
  test("says the version, and whether it is one that this library is made for", () => {
    expect(daggerVersion("dagger v0.21.8 (unix:///run/dagger/engine.sock) linux/amd64\n")).toEqual({
      name: "dagger",
      ok: true,
      detail: "command line 0.21.8",
    })
    expect(daggerVersion("dagger v0.18.0 linux/amd64")).toMatchObject({ ok: false, detail: "command line 0.18.0" })
    expect(daggerVersion("")).toMatchObject({ ok: false, detail: "the command line says no version" })
  })

  test("names a session, and says what is missing where there is nothing", async () => {
    const session = await dagger({ DAGGER_SESSION_PORT: "1234", DAGGER_SESSION_TOKEN: "t" })
    expect(session).toEqual({ name: "dagger", ok: true, detail: "a session on port 1234" })
    expect(await dagger({ PATH: "" })).toEqual({
      name: "dagger",
      ok: false,
      detail: "no session, and no `dagger` on PATH",
      remedy: expect.stringMatching(/^only for --engine=dagger: install the dagger command line 0\.21/),
    })
  })
})
