import { afterAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { ownPlatform, runsPlatform } from "../../lib/engine/host/runs-platform.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { apt, defineImage, image } from "../../lib/index.ts"
import { platformNames } from "../../lib/ir/index.ts"
import { verifyImage } from "../../lib/verify/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const foreign = platformNames.find((name) => name !== ownPlatform()) ?? "linux/arm64"
const emulated = await runsPlatform(foreign)
const definition = defineImage((os, platform) => image("platforms-test", { os, platform }).with(apt("jq")), {
  os: ["debian12"],
  platforms: platformNames,
})
const options = { engine: "embedded", contextDirectory: "." } as const
const tag = "strata-test-platforms"

const why = canBuild ? "(skipped: this machine runs no other platform's programs: qemu-user-static)" : whyNot

describe.skipIf(!canBuild || !emulated)(`an image for ${foreign} ${canBuild && emulated ? "" : why}`, () => {
  afterAll(async () => {
    const engine = await openEngine({ choice: "embedded" })
    await engine.docker(["image", "rm", tag])
  })

  it("stands on a base of that platform, runs its programs, and is whole", async () => {
    const metrics = await buildImage(definition.image(undefined, undefined, foreign), { ...options, tags: [tag] })
    expect(metrics.image.platform).toBe(foreign)
    const engine = await openEngine({ choice: "embedded" })
    const stored = await engine.images.open(tag)
    try {
      expect(JSON.parse(stored.configBytes.toString())).toMatchObject({
        os: "linux",
        architecture: foreign.split("/")[1],
      })
      const { stdout } = await engine.run(tag, ["uname", "-m"])
      expect(stdout.trim()).toBe(foreign === "linux/arm64" ? "aarch64" : "x86_64")
      expect((await engine.run(tag, ["jq", "-n", "1 + 1"])).stdout.trim()).toBe("2")
      const { checks } = await verifyImage({ ref: tag, image: stored })
      expect(checks.flatMap(({ failures }) => failures)).toEqual([])
    } finally {
      await stored.close()
    }
  })
})

describe.skipIf(!canBuild || emulated)(
  `without emulation ${canBuild && !emulated ? "" : `(skipped: ${foreign} runs here)`}`,
  () => {
    it("says before it begins that the engine cannot run that platform's programs", async () => {
      const built = buildImage(definition.image(undefined, undefined, foreign), options)
      await expect(built).rejects.toMatchObject({ code: "platform-unavailable" })
    })
  },
)
