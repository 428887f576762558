import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { StrataError } from "../../lib/errors/index.ts"
import { type Features, featuresOf, featuresSchema } from "../../lib/verify/index.ts"
import { checkFeatures } from "../../lib/verify/live/features.ts"
import type { RunInImage } from "../../lib/verify/live/run-in-image.ts"

const carbon = featuresSchema.parse(
  JSON.parse(readFileSync(new URL("../../pipelines/carbon/features.json", import.meta.url), "utf8")),
)

const feature = {
  name: "git",
  kind: "command",
  fate: "kept",
  check: "git --version",
  was: ["old"],
  now: ["new"],
} as const
const document = (...features: readonly object[]): unknown => ({
  format: "strata.features",
  version: 1,
  source: "s",
  date: "2026-11-24",
  features,
})
const issues = (...features: readonly object[]): readonly string[] =>
  featuresSchema.safeParse(document(...features)).error?.issues.map(({ message }) => message) ?? []

describe("a list of features", () => {
  it("says why something is not kept, and where everything else is", () => {
    expect(issues(feature)).toEqual([])
    expect(issues({ ...feature, fate: "dropped", now: [] })).toEqual(["'git' is dropped and gives no reason"])
    expect(issues({ ...feature, fate: "dropped", reason: "r" })).toEqual(["'git' is dropped and now in new"])
    expect(issues({ ...feature, now: [] })).toEqual(["'git' is kept and now in no image"])
    expect(issues(feature, feature)).toEqual(["'git' is there twice"])
    expect(issues({ ...feature, check: "" })).toHaveLength(1)
  })

  it("has the features of an image by the image's name, and says which names there are", () => {
    const parsed = featuresSchema.parse(document(feature, { ...feature, name: "curl", was: ["old"], now: ["other"] }))
    expect(featuresOf(parsed, "new").map(({ name }) => name)).toEqual(["git"])
    expect(featuresOf(parsed, "old").map(({ name }) => name)).toEqual(["git", "curl"])
    expect(() => featuresOf(parsed, "none")).toThrow(StrataError)
    expect(() => featuresOf(parsed, "none")).toThrow("the list of features names no image 'none'")
  })

  it("is used line by line; what does not end with 0 fails, with its last words", async () => {
    const run: RunInImage = async ([program, , ...rest]) =>
      program === "timeout" && rest.join(" ") === "/bin/sh -c good"
        ? { exitCode: 0, stdout: "", stderr: "" }
        : { exitCode: 3, stdout: "", stderr: "a\nb\n" }
    const lines = [
      { ...feature, check: "good" },
      { ...feature, name: "bad", check: "worse" },
    ].map((each) => featuresSchema.parse(document(each)).features[0])
    const known = lines.filter((each): each is Features["features"][number] => each !== undefined)
    expect(await checkFeatures(run, known)).toEqual({
      looked: 2,
      failures: [{ key: "feature bad", message: "bad does not work: 'worse' ended with exit code 3", cause: "a | b" }],
    })
    expect((await checkFeatures(undefined, known)).skipped).toMatch(/no engine/)
    expect((await checkFeatures(run, [])).skipped).toMatch(/no list/)
  })
})

describe("the features of the Carbon family", () => {
  const names = (pattern: RegExp): readonly string[] =>
    [...new Set(carbon.features.flatMap(({ was, now }) => [...was, ...now]))]
      .filter((name) => pattern.test(name))
      .sort()

  it("cover every image and variant, old and new", () => {
    expect(names(/^legacy-/)).toEqual(["legacy-base", "legacy-compute", "legacy-tools"])
    expect(names(/^(base|tools|compute)\//)).toEqual([
      ...["desktop", "minimal", "server"].map((variant) => `base/${variant}`),
      ...["desktop", "minimal", "server"].map((variant) => `compute/${variant}`),
      ...["desktop", "server"].map((variant) => `tools/${variant}`),
    ])
  })

  it("have a check that does something, for whatever the lists of the images name", () => {
    for (const { name, check } of carbon.features)
      expect([name, check]).not.toEqual([name, expect.stringMatching(/^true$|^:/)])
    const list = (file: string): readonly string[] =>
      JSON.parse(readFileSync(new URL(`../../pipelines/carbon/lists/${file}.json`, import.meta.url), "utf8")).packages
    const text = JSON.stringify(carbon.features)
    const called: Readonly<Record<string, string>> = {
      "default-jdk": "javac",
      golang: "go run",
      maven: "mvn",
      "php-cli": "php -r",
      "postgresql-client": "psql",
      "redis-tools": "redis-cli",
      "ruby-full": "ruby -e",
      rustc: "cargo run",
      "obs-studio": "obs --version",
      "vokoscreen-ng": "vokoscreenNG",
    }
    for (const name of ["creative", "developer", "emulators", "recording"].flatMap(list))
      expect(text).toContain(called[name] ?? name)
  })
})
