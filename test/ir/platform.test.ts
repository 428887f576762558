import { describe, expect, it } from "vitest"
import {
  type AnyOp,
  architectureWord,
  debianArchitecture,
  platformsOfDebian,
  platformWord,
  validateImage,
} from "../../lib/ir/index.ts"
import { from, imageOf, imageWith, op, stage } from "./sample-image.ts"

describe("names of platforms", () => {
  it.each([
    ["linux/amd64", undefined, "amd64", "amd64"],
    ["linux/arm64", "arm64", "arm64", "arm64"],
    ["linux/arm64/v8", "arm64-v8", "arm64-v8", "arm64"],
    ["linux/arm/v7", "arm-v7", "arm-v7", "armhf"],
    ["linux/ppc64le", "ppc64le", "ppc64le", "ppc64el"],
  ])("%s: sets apart %s, in a word %s, Debian's %s", (platform, word, architecture, debian) => {
    expect(platformWord(platform)).toBe(word)
    expect(architectureWord(platform)).toBe(architecture)
    expect(debianArchitecture(platform)).toBe(debian)
  })

  it("finds the platforms that several lists of Debian's architectures have in common", () => {
    expect(platformsOfDebian([["amd64", "arm64"], ["amd64"]])).toEqual(["linux/amd64"])
    expect(platformsOfDebian([["amd64"], ["armhf"]])).toEqual([])
  })
})

const fetches = (platforms: readonly string[]): AnyOp =>
  op({ kind: "exec", script: "true", shell: "sh", mounts: [], platforms } as const) as AnyOp

describe("rules of platforms", () => {
  it("accepts what has something for the image's platform, and what does not say", () => {
    expect(validateImage(imageOf(fetches(["linux/amd64", "linux/arm64"])))).toEqual([])
  })

  it("refuses what has nothing for it, once for all ops of a step, with the line and what there is", () => {
    const at = { file: "image.ts", line: 7 }
    const mine = { ...fetches(["linux/arm64"]), origin: { step: "venv(x)", at } }
    const copied = { kind: "copy", sources: ["/a"], destination: "/a", platforms: ["linux/arm64"] } as const
    const image = imageWith({
      stages: [
        stage("build", "builder", from, mine, mine),
        stage("runtime", "runtime", from, { ...copied, from: "build", origin: mine.origin }),
      ],
    })
    expect(validateImage(image)).toEqual([
      expect.objectContaining({
        code: "invalid-image",
        message: "stage 'build', venv(x): has no artifact for linux/amd64, only for linux/arm64",
        at,
      }),
    ])
    expect(validateImage({ ...image, platform: "linux/arm64" })).toEqual([])
  })

  it("refuses an image whose stages are for another platform than itself", () => {
    const foreign = { ...stage("runtime", "runtime", from), platform: "linux/arm64" }
    expect(validateImage(imageWith({ stages: [foreign] }))[0]?.message).toBe(
      "stage 'runtime' is for linux/arm64 and the image for linux/amd64",
    )
  })
})
