import type { Client } from "@dagger.io/dagger"
import { apt, type Definition, defineImage, file, image } from "strata-images"
import { describe, expect, it } from "vitest"
import { build } from "../../pipelines/build.ts"
import carbonBase from "../../pipelines/carbon/base.ts"
import profiledBase from "../../pipelines/carbon/with-profiles/base.ts"
import { check, parseBaseline, parseBudget } from "../../pipelines/check.ts"
import { choose } from "../../pipelines/choose.ts"
import { eject } from "../../pipelines/eject.ts"
import { explained } from "../../pipelines/explained.ts"
import { moduleOptions } from "../../pipelines/module-options.ts"
import { type PublishOptions, publish } from "../../pipelines/publish.ts"
import { settle } from "../../pipelines/verdict.ts"
import { verify } from "../../pipelines/verify.ts"
import { withRecorder } from "../backends/dagger/recorder.ts"
import { exporting, tarOf } from "../backends/dagger/write-tarball.ts"

const plain = defineImage((os) => image("plain", { os }).with(apt("git")), { os: ["debian13"] })

async function published(
  options: (client: Client) => PublishOptions,
  definition: Definition = profiledBase,
): Promise<string> {
  return withRecorder(async ({ client, queries }) => {
    await publish(client, definition, options(client))
    return queries.join("\n").replace(/\s+/g, " ")
  })
}

describe("publish", () => {
  it.each([
    ["the family's tag", {}, "registry.example/x:latest-gpu"],
    ["the variant's own tag", { variant: "server", os: "debian12" }, "registry.example/x:latest-gpu-server"],
    ["the profile's name", { os: "debian12", profile: "phase1" }, "registry.example/x:phase1-desktop-debian12"],
    ["the tag that is given", { variant: "server", tag: "v1" }, "registry.example/x:v1"],
  ] as const)("takes %s", async (_, choice, address) => {
    const asked = await published(() => ({ repository: "registry.example/x", ...choice }))
    expect(asked).toContain(`publish(address: "${address}")`)
  })

  it("names the distribution where a family has no variants", async () => {
    const asked = await published(() => ({ repository: "registry.example/x" }), plain)
    expect(asked).toContain('publish(address: "registry.example/x:debian13")')
  })

  it("pushes one index of several platforms, each built for its own", async () => {
    const both = defineImage((os, platform) => image("both", { os, platform }).with(apt("git")), {
      os: ["debian13"],
      platforms: ["linux/amd64", "linux/arm64"],
    })
    const platforms = ["linux/amd64", "linux/arm64"]
    const asked = await published(() => ({ repository: "registry.example/x", platforms }), both)
    expect(asked).toMatch(/publish\( ?address: "registry.example\/x:debian13",? platformVariants: \["Container-/)
    expect(asked).toContain('container(platform: "linux/amd64")')
    expect(asked).toContain('container(platform: "linux/arm64")')
    const one = await published(() => ({ repository: "registry.example/x", platforms: ["linux/arm64"] }), both)
    expect(one).not.toContain("platformVariants")
    expect(one).toContain('container(platform: "linux/arm64")')
    const none = published(() => ({ repository: "registry.example/x", platforms: ["linux/s390x"] }), both)
    await expect(none).rejects.toMatchObject({ code: "unknown-platform" })
  })

  it("logs in with both parts of a login and refuses one alone", async () => {
    const both = await published((client) => ({
      repository: "registry.example/x",
      username: "me",
      password: client.setSecret("token", "t"),
    }))
    expect(both).toMatch(/withRegistryAuth\( ?address: "registry.example\/x",? username: "me",? secret: "Secret-/)
    const half = published(() => ({ repository: "registry.example/x", username: "me" }))
    await expect(half).rejects.toThrow(/needs a password too/)
  })
})

describe("build", () => {
  it("says which variants and distributions there are", async () => {
    const asked = withRecorder(({ client }) => build(client, carbonBase, { variant: "sever" }))
    await expect(asked).rejects.toMatchObject({ code: "unknown-variant" })
    await expect(asked).rejects.toThrow(/sever/)
  })
})

describe("eject", () => {
  it("gives the Dockerfile, the bake file and what the Dockerfile copies", async () => {
    const withFile = defineImage((os) => image("filed", { os }).with(apt("git"), file("/x", "no line feed")), {
      os: ["debian13"],
    })
    const asked = await withRecorder(async ({ client, queries }) => {
      await eject(client, withFile).id()
      return queries.join("\n")
    })
    expect(asked).toMatch(/path: "Dockerfile"/)
    expect(asked).toMatch(/path: "docker-bake.json"/)
    expect(asked).toMatch(/path: "Dockerfile.files\/[0-9a-f]{16}"/)
  })
})

describe("moduleOptions", () => {
  it("leaves out what was not given, as null or as undefined", () => {
    expect(moduleOptions({ variant: null, os: undefined, baseImage: "", npmrc: null })).toEqual({ secrets: {} })
  })

  it("gives secrets the ids that steps look for", () => {
    const secret = {} as never
    expect(moduleOptions({ os: "debian12", caBundle: secret, pipConf: secret })).toEqual({
      os: "debian12",
      secrets: { "ca-bundle": secret, "pip-conf": secret },
    })
  })
})

describe("choose", () => {
  it("takes a profile's composition", () => {
    const choice = { variant: "desktop", os: "debian12" } as const
    expect(choose(profiledBase, choice)).toEqual(carbonBase.image("desktop", "debian12"))
    expect(choose(profiledBase, { ...choice, profile: "phase1" })).toEqual(
      profiledBase.profiles?.phase1?.("desktop", "debian12"),
    )
  })

  it.each([
    [profiledBase, "phase9", /one of phase1, phase2/],
    [profiledBase, "toString", /one of phase1, phase2/],
    [plain, "phase1", /has none/],
  ])("says which profiles there are", (definition, profile, fix) => {
    const problem = expect.objectContaining({ code: "invalid-option", fix: expect.stringMatching(fix) })
    expect(() => choose(definition, { profile })).toThrow(expect.objectContaining({ problems: [problem] }))
  })
})

describe("check", () => {
  const verdict = (budget: string, baseline?: string) =>
    withRecorder(
      ({ client }) =>
        check(client, plain, parseBudget(budget), baseline === undefined ? {} : { baseline: parseBaseline(baseline) }),
      exporting([tarOf({ x: "12345" })]),
    )

  it("holds the exported layers against the budget", async () => {
    expect(await verdict('{ "total": 5 }')).toMatchObject({ passed: true, document: { format: "strata.check" } })
    const over = await verdict('{ "total": 4, "paths": { "x": 5 } }')
    expect(over.passed).toBe(false)
    expect(over.text).toMatch(/plain-debian13.*over +total.*ok +/s)
  })

  it("takes compressed bytes where the budget limits them", async () => {
    expect(await verdict('{ "total": { "compressed": 100000 } }')).toMatchObject({ passed: true })
    expect(await verdict('{ "total": { "compressed": 1 } }')).toMatchObject({ passed: false })
  })

  it("counts growth from the baseline that is given", async () => {
    const growth = '{ "growth": { "total": 0 } }'
    expect(await verdict(growth)).toMatchObject({ passed: false })
    const { document } = await verdict('{ "total": 5 }')
    expect(() => parseBaseline(JSON.stringify(document))).toThrow(/the baseline is none: .*strata\.check/)
  })

  it("says what is wrong with a budget", () => {
    expect(() => parseBudget("{")).toThrow(/the budget is none: .*JSON/)
    expect(() => parseBudget('{ "total": "much" }')).toThrow(/no size.*total/s)
  })
})

describe("verify", () => {
  const exported = exporting([tarOf({ x: "1" })])

  it("checks files, and runs commands in the container", async () => {
    const { verdict, queries } = await withRecorder(
      async (recorder) => ({
        verdict: await verify(recorder.client, plain, { commands: ["tool --version"] }),
        queries: [...recorder.queries],
      }),
      (field, query) => (field === "exitCode" ? 3 : field === "stderr" ? "tool: broken" : exported(field, query)),
    )
    expect(verdict.passed).toBe(false)
    expect(verdict.text).toMatch(/'tool --version' ended with exit code 3\s+tool: broken/)
    expect(verdict.document).toMatchObject({ format: "strata.verification", ref: "plain-debian13", passed: false })
    expect(queries.some((query) => /"tool --version"\], expect: ANY/.test(query.replace(/\s+/g, " ")))).toBe(true)
  })

  it("passes what is sound", async () => {
    const sound = await withRecorder(({ client }) => verify(client, plain), exported)
    expect(sound).toMatchObject({ passed: true })
  })

  it("names the capabilities for one that does not exist", async () => {
    const asked = withRecorder(({ client }) => verify(client, plain, { capabilities: ["jit:tritn"] }))
    await expect(asked).rejects.toMatchObject({ problems: [{ fix: expect.stringContaining("jit:triton") }] })
  })
})

describe("settle", () => {
  const failed = { passed: false, text: "too large", document: { format: "x" } }

  it("fails with the text, or gives the document whatever it says", () => {
    expect(settle({ ...failed, passed: true }, false)).toBe("too large")
    expect(() => settle(failed, false)).toThrow("too large")
    expect(JSON.parse(settle(failed, true))).toEqual(failed.document)
  })
})

describe("explained", () => {
  it("puts the fix into the message, and leaves other errors as they are", async () => {
    await expect(explained(() => choose(plain, { profile: "x" }))).rejects.toThrow(
      /there is no profile 'x'\n {2}fix: this image has none/,
    )
    const other = new Error("mine")
    await expect(explained(() => Promise.reject(other))).rejects.toBe(other)
    expect(await explained(() => 1)).toBe(1)
  })
})
