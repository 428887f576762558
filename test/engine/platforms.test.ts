import { execFileSync } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { platformFinding } from "../../lib/doctor/platforms.ts"
import { localTag } from "../../lib/engine/bases/resolve-base.ts"
import { ownPlatform, runsPlatform, smallestProgram } from "../../lib/engine/host/runs-platform.ts"
import { requirePlatform } from "../../lib/engine/require-platform.ts"
import { platformNames } from "../../lib/ir/index.ts"

const own = platformNames.find((name) => name === ownPlatform())
const foreign = own === "linux/amd64" ? "linux/arm64" : "linux/amd64"

describe("smallestProgram", () => {
  it.skipIf(own === undefined || process.platform !== "linux")(
    "is a program that this machine runs and that ends well",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "strata-smallest-"))
      try {
        const file = join(folder, "program")
        writeFileSync(file, smallestProgram(own ?? "linux/amd64"))
        chmodSync(file, 0o755)
        expect(execFileSync(file).toString()).toBe("")
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )

  it("is for the machine that it says", () => {
    expect(smallestProgram("linux/amd64").readUInt16LE(18)).toBe(62)
    expect(smallestProgram("linux/arm64").readUInt16LE(18)).toBe(183)
  })
})

it("this machine runs its own programs", async () => {
  expect(await runsPlatform(own ?? "linux/amd64")).toBe(own !== undefined || (await runsPlatform("linux/amd64")))
})

describe("requirePlatform", () => {
  const info = { name: "docker", store: "classic", version: "26" } as const
  const engine = (platforms: readonly string[]) => ({ info, platforms: async () => platforms })

  it("accepts what the builder lists, and any where it lists nothing", async () => {
    await requirePlatform(engine([foreign]), foreign)
    await requirePlatform(engine([]), foreign)
  })

  it("does not ask for this machine's own platform", async () => {
    const platforms = async () => expect.unreachable() as never
    await requirePlatform({ info, platforms }, ownPlatform())
  })

  it("says what it builds for, and how to come to more", async () => {
    await expect(requirePlatform(engine([ownPlatform()]), foreign)).rejects.toMatchObject({
      code: "platform-unavailable",
      problems: [
        {
          message: `the docker engine cannot run programs of ${foreign}`,
          detail: `it builds for ${ownPlatform()}`,
          fix: expect.stringContaining("qemu-user-static"),
        },
      ],
    })
  })
})

it("the tag of a base for another platform is another, and says so to nobody's harm", () => {
  const tag = (platform?: string) =>
    localTag("debian:bookworm-slim", { suite: "bookworm", ...(platform ? { platform } : {}) })
  expect(tag(ownPlatform())).toBe(tag())
  expect(tag(foreign)).not.toBe(tag())
})

describe("doctor", () => {
  it("says which platforms are emulated", () => {
    expect(
      platformFinding("linux/amd64", [
        { name: "linux/amd64", runs: true },
        { name: "linux/arm64", runs: true },
      ]),
    ).toEqual({ name: "platforms", ok: true, detail: "linux/amd64, linux/arm64 by emulation" })
  })

  it("has the remedy for those that are not", () => {
    expect(
      platformFinding("linux/amd64", [
        { name: "linux/amd64", runs: true },
        { name: "linux/arm64", runs: false },
      ]),
    ).toMatchObject({
      ok: false,
      detail: "linux/amd64 alone",
      remedy: expect.stringMatching(/^only for --platform=linux\/arm64: apt-get install qemu-user-static/),
    })
  })
})
