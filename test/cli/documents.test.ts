import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import type { CommandSpec } from "../../lib/cli/command.ts"
import { commands } from "../../lib/cli/commands/index.ts"
import { misfits } from "../support/published-schema.ts"
import { root, strata } from "./strata.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-documents-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

writeFileSync(
  join(folder, "wrong.ts"),
  `import { apt, image } from "strata-images"\nexport default image("x", { os: "debian12" }).with(apt("cmake" as string))\n`,
)

/** An engine that was never made, so that nothing is started or read. */
const env = { STRATA_HOME: join(folder, "home"), STRATA_ROOT: join(folder, "root") }

test.each([
  ["images --json", "images", 0],
  ["engine status --json", "engine", 0],
  ["print base --variant=server --os=debian12 --format=ir", "image", 0],
  ["build base --variant=sever --os=debian21 --json", "error", 2],
  ["build base --varient=server --json", "error", 2],
  // An error with its place in the user's file.
  [`build ${join(folder, "wrong.ts")} --json`, "error", 2],
])("strata %s prints one document that fits its schema", (line, format, exitCode) => {
  const { status, stdout, stderr } = strata(line.split(" "), { env })
  expect({ status, stderr: status === 0 ? stderr : "" }).toEqual({ status: exitCode, stderr: "" })
  const document = JSON.parse(stdout)
  expect(document).toMatchObject({ format: `strata.${format}`, version: 1 })
  expect(misfits(`${format}.schema.json`, document)).toEqual([])
})

test.each([
  ["a good machine, or what it lacks", {}],
  // Without a client of Docker and the system's programs nothing can be built.
  ["a machine on which nothing can be built", { PATH: join(folder, "empty"), DOCKER_HOST: "unix:///nowhere.sock" }],
])("strata doctor --json fits its schema: %s", (_, more) => {
  const { status, stdout } = strata(["doctor", "--json"], { env: { ...env, ...more } })
  const document = JSON.parse(stdout) as { findings: { name: string; ok: boolean; remedy?: string }[] }
  expect(misfits("doctor.schema.json", document)).toEqual([])
  expect(document).toMatchObject({ format: "strata.doctor", version: 1 })
  expect(document.findings.filter(({ ok, remedy }) => !ok && !remedy)).toEqual([])
  const engine = document.findings.find(({ name }) => name === "engine")
  expect(status).toBe(engine?.ok ? 0 : 3)
  if ("PATH" in more) expect(status).toBe(3)
})

/** Commands with `--json`, as they are typed. */
function withJson(specs: readonly CommandSpec[], before = ""): readonly string[] {
  return specs.flatMap(({ name, options, commands: children }) => [
    ...(options?.some(({ flags }) => flags.startsWith("--json")) ? [`${before}${name}`] : []),
    ...withJson(children ?? [], `${before}${name} `),
  ])
}

test("the reference names the document of every command that has one, and each has a published schema", () => {
  const reference = readFileSync(join(root, "docs/command-line.md"), "utf8")
  const rows = [...reference.matchAll(/^\| (.+?) +\| `strata\.([a-z]+)` +\|$/gm)]
  const named = rows.map(([, command = ""]) => command.replaceAll("`", ""))
  expect(withJson(commands).filter((command) => !named.includes(command))).toEqual([])
  const published = readdirSync(join(root, "schemas"))
  expect(rows.map(([, , name]) => `${name}.schema.json`).filter((file) => !published.includes(file))).toEqual([])
})
