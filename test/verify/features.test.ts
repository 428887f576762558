import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { StrataError } from "../../lib/errors/index.ts"
import { type Feature, type Features, featuresOf, featuresSchema } from "../../lib/verify/index.ts"
import { displayOf } from "../../lib/verify/live/display.ts"
import { checkFeatures } from "../../lib/verify/live/features.ts"
import type { RunInImage } from "../../lib/verify/live/run-in-image.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { makeTree } from "./make-tree.ts"

const carbon = featuresSchema.parse(
  JSON.parse(readFileSync(new URL("../../pipelines/carbon/features.json", import.meta.url), "utf8")),
)

const folder = mkdtempSync(join(tmpdir(), "strata-features-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tree = makeTree([[]])
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
    expect(await checkFeatures(tree, run, known)).toEqual({
      looked: 2,
      failures: [{ key: "feature bad", message: "bad does not work: 'worse' ended with exit code 3", cause: "a | b" }],
    })
    expect((await checkFeatures(tree, undefined, known)).skipped).toMatch(/no engine/)
    expect((await checkFeatures(tree, run, [])).skipped).toMatch(/no list/)
  })
})

describe("a feature that needs a display", () => {
  const screen: Feature = { ...feature, was: ["old"], now: ["new"], name: "screen", display: true }
  /** This machine's shell does what the image's would; no X server is asked. */
  const run: RunInImage = async ([program = "", ...args]) => {
    const env = { PATH: process.env.PATH, TMPDIR: folder, DBUS_SYSTEM_BUS_ADDRESS: "none" }
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env })
    return { exitCode: status ?? -1, stdout, stderr }
  }

  it.skipIf(!hasPython)(
    `has the one that was given, a home, an empty folder, and \`opens-window\`${whyNoPython}`,
    async () => {
      const check =
        'test "$DISPLAY" = :4321 && test -d "$HOME" && test -z "$(ls)" && opens-window a b; test $? = 1 && exit 5'
      expect((await checkFeatures(tree, run, [{ ...screen, check }], ":4321")).failures).toEqual([
        expect.objectContaining({ key: "feature screen", cause: expect.stringMatching(/no display :4321|libX11/) }),
      ])
      expect((await checkFeatures(tree, run, [{ ...screen, check: "true" }], ":4321")).failures).toEqual([])
    },
  )

  it("is left, and said to be, where there is none", async () => {
    const line: Feature = { ...feature, was: ["old"], now: ["new"], check: "true" }
    const found = await checkFeatures(tree, run, [screen, line])
    expect(found).toEqual({
      looked: 1,
      failures: [],
      left: expect.stringMatching(/^screen: there is no Xvfb and no Xorg/),
    })
  })

  it("has the image's own server: Xvfb, or Xorg with its dummy driver", () => {
    const program = (path: string) => ({ path, content: "x", mode: 0o755 })
    const xvfb = program("usr/bin/Xvfb")
    const xorg = program("usr/bin/Xorg")
    const dummy = program("usr/lib/xorg/modules/drivers/dummy_drv.so")
    expect(displayOf(makeTree([[xvfb, xorg, dummy]]), undefined)).toEqual({ kind: "own", server: "Xvfb" })
    expect(displayOf(makeTree([[xorg, dummy]]), undefined)).toEqual({ kind: "own", server: "Xorg" })
    expect(displayOf(makeTree([[xorg]]), undefined)).toBeUndefined()
    expect(displayOf(makeTree([[xvfb]]), ":1")).toEqual({ kind: "given", name: ":1" })
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
    for (const { name, check } of carbon.features) {
      expect([name, check]).not.toEqual([name, expect.stringMatching(/^true$|^:/)])
      // To say its version or to be there is not to be used.
      const lines = check.split(/\n|&&|;/).map((line) => line.trim())
      const uses = lines.filter((line) => !/^(cd|export|test -e|PATH=\S+ command -v)\b|--version|\bldd\b/.test(line))
      expect([name, ...uses].length, check).toBeGreaterThan(1)
    }
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
      "obs-studio": "obs --startrecording",
      "vokoscreen-ng": "vokoscreenNG",
    }
    for (const name of ["creative", "developer", "emulators", "recording"].flatMap(list))
      expect(text).toContain(called[name] ?? name)
  })
})
