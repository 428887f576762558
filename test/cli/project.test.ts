import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { strata } from "./strata.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-cli-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const here = (args: readonly string[]) => strata(args, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, ".cache") } })

test("init writes an image that compiles, and never writes over a file", () => {
  const written = here(["init"])
  expect(written.status).toBe(0)
  // A package.json comes with them only where there is none in any folder above.
  expect(written.stdout).toMatch(/^image\.ts\nstrata\.config\.ts\n/)
  const { status, stdout, stderr } = here(["print", "image"])
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
  expect(stdout).toContain("# python: image.ts:6")
  writeFileSync(join(folder, "image.ts"), "mine")
  const again = here(["init"])
  expect(again.status).toBe(3)
  expect(again.stderr).toContain("error[output-failed]: nothing is written: 'image.ts' and 'strata.config.ts' ")
  expect(readFileSync(join(folder, "image.ts"), "utf8")).toBe("mine")
})

test.each([
  ["an unknown setting", "export default { images: {}, imges: 1 }", "strata.config.ts: there is no setting 'imges'"],
  ["an image that is none", "export default { images: { web: 3 } }", "strata.config.ts: images.web: neither the path"],
  ["no default export", "export const x = 1", "strata.config.ts has no default export"],
  ["a throw", 'const a: number = 1\nfunction f(): never {\n  throw new Error("boom")\n}\nf()', "strata.config.ts:3:9"],
  ["wrong syntax", "export default {\n  images: : 3\n}", "strata.config.ts:2:11"],
  ["a missing module", 'export default { images: { web: "./web.ts" } }', "there is no file './web.ts'"],
])("a configuration with %s", (_, text, said) => {
  writeFileSync(join(folder, "strata.config.ts"), text)
  const { status, stderr } = here(["print", "web"])
  expect(status).toBe(2)
  expect(stderr).toContain("error[invalid-config]")
  expect(stderr).toContain(said)
})

test("everything that is wrong in a configuration is said at once, with its key", () => {
  writeFileSync(join(folder, "strata.config.ts"), "export default { images: { a: 1 }, imges: {} }")
  const { stderr } = here(["images"])
  expect(stderr).toContain("images.a")
  expect(stderr).toContain("'imges'")
})

test("a step's origin is the line of the user's own file", () => {
  writeFileSync(
    join(folder, "mine.ts"),
    `import { apt, image } from "strata-images"\n\nexport default image("mine", { os: "debian12" })\n  .with(\n    apt("git"),\n  )\n`,
  )
  const definition = JSON.parse(here(["print", "./mine.ts", "--format=ir"]).stdout)
  expect(definition.stages[0].ops[1].origin).toMatchObject({ step: "apt(git)", at: { file: "mine.ts", line: 5 } })
})

test.each([
  [
    "a module that throws",
    `const x = 1\nthrow new Error("my own mistake")\nexport default x\n`,
    "my own mistake",
    "mine.ts:2",
  ],
  ["a module without an image", "export const x = 1\n", "the default export is not an image", "mine.ts"],
  [
    "an image that breaks a rule",
    `import { apt, image } from "strata-images"\nexport default image("x", { os: "debian12" }).with(apt("cmake" as string))\n`,
    "build tools have no place",
    "mine.ts:2",
  ],
  ["wrong syntax", "export default (\n", "cannot be loaded", "mine.ts:2"],
])("%s is told with its line", (_, text, said, place) => {
  writeFileSync(join(folder, "mine.ts"), text)
  const { status, stderr } = here(["print", "./mine.ts"])
  expect(status).toBe(2)
  expect(stderr).toContain(said)
  expect(stderr).toContain(place)
})
