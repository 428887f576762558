import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { bin, strata } from "./strata.ts"

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

test("bash completes commands, images' variants and choices", () => {
  const script = strata(["completion", "bash"]).stdout
  writeFileSync(
    join(folder, "complete.bash"),
    `${script}
strata() { ${process.execPath} ${bin} "$@"; }
for line in "strata bui" "strata build base --variant=se" "strata build base --engine=emb"; do
  COMP_LINE=$line COMP_POINT=\${#line}; _strata; echo "\${COMPREPLY[*]}"
done`,
  )
  const { NODE_OPTIONS: _options, ...env } = process.env
  const said = execFileSync("bash", ["--norc", join(folder, "complete.bash")], { encoding: "utf8", env })
  expect(said).toBe("build\nserver\nembedded\n")
})
