import type { Client } from "@dagger.io/dagger"
import { apt, type Definition, defineImage, file, image } from "strata-images"
import { describe, expect, it } from "vitest"
import { build } from "../../pipelines/build.ts"
import carbonBase from "../../pipelines/carbon/base.ts"
import { eject } from "../../pipelines/eject.ts"
import { moduleOptions } from "../../pipelines/module-options.ts"
import { type PublishOptions, publish } from "../../pipelines/publish.ts"
import { withRecorder } from "../backends/dagger/recorder.ts"

const plain = defineImage((os) => image("plain", { os }).with(apt("git")), { os: ["debian13"] })

async function published(
  options: (client: Client) => PublishOptions,
  definition: Definition = carbonBase,
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
    ["the tag that is given", { variant: "server", tag: "v1" }, "registry.example/x:v1"],
  ] as const)("takes %s", async (_, choice, address) => {
    const asked = await published(() => ({ repository: "registry.example/x", ...choice }))
    expect(asked).toContain(`publish(address: "${address}")`)
  })

  it("names the distribution where a family has no variants", async () => {
    const asked = await published(() => ({ repository: "registry.example/x" }), plain)
    expect(asked).toContain('publish(address: "registry.example/x:debian13")')
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
