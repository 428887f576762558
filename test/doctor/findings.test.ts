import { describe, expect, test } from "vitest"
import { chosenEngine } from "../../lib/doctor/chosen-engine.ts"
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
