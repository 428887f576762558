import { execFile, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { withRecorder } from "../backends/dagger/recorder.ts"
import { generatedClient } from "./generated-client.ts"
import { root } from "./replay.ts"

const run = promisify(execFile)
const examples = join(root, "examples")
const tsx = join(root, "node_modules/tsx/dist/cli.mjs")
const tsc = join(root, "node_modules/typescript-7/bin/tsc")

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-example-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...env } = process.env
  return env
}

describe("examples/dagger-module", () => {
  function check(change: (source: string) => string = (source) => source): readonly string[] {
    cpSync(join(examples, "dagger-module"), folder, { recursive: true })
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
    const types = JSON.parse(readFileSync(join(import.meta.dirname, "expected.json"), "utf8"))
    mkdirSync(join(folder, "sdk"))
    const sdk = join(root, "node_modules/@dagger.io/dagger/dist/src/index.js")
    writeFileSync(join(folder, "sdk/index.ts"), generatedClient(sdk, types))
    const index = join(folder, "src/index.ts")
    writeFileSync(index, change(readFileSync(index, "utf8")))
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", ".", "--noEmit", "--types", "node"], {
      cwd: folder,
      encoding: "utf8",
    })
    return stdout.split("\n").filter((line) => line.includes("error"))
  }

  it("calls what the module offers, by the names and types that the introspector reads", () => {
    expect(check()).toEqual([])
  })

  it("would not compile with an argument that the module does not have", () => {
    const errors = check((source) => source.replace("metrics({ variant:", "metrics({ flavour:"))
    expect(errors).toEqual([expect.stringContaining("'flavour' does not exist")])
  })

  it("would not compile without an argument that the module needs", () => {
    const errors = check((source) => source.replace(/metrics\(\{.*\}\)/, "publish()"))
    expect(errors).toEqual([expect.stringContaining("Expected 1-2 arguments")])
  })
})

describe("package.json of a module", () => {
  /** Dagger mounts its own copy of the compiler where just this version is asked for; npm cannot replace a mount (EBUSY). */
  function mixes(manifest: string): boolean {
    const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> }
    return dependencies.typescript === "5.9.3" && Object.keys(dependencies).length > 1
  }

  it("names Dagger's compiler alone or not at all", () => {
    const modules = ["", "examples/dagger-module", "examples/library-only"]
    expect(modules.filter((module) => mixes(readFileSync(join(root, module, "package.json"), "utf8")))).toEqual([])
    expect(mixes('{"dependencies":{"typescript":"5.9.3","zod":"4"}}')).toBe(true)
  })
})

describe("examples/dagger-client", () => {
  it("runs as a script, in a session that is there", async () => {
    // The endpoint holds no image, so the script ends where it would read one: after everything was asked.
    const { error, queries } = await withRecorder(async (recorder) => {
      const args = [tsx, join(examples, "dagger-client/pipeline.ts")]
      const error = await run(process.execPath, args, { cwd: root, env: environment() }).then(
        () => undefined,
        (error: Error) => error,
      )
      return { error, queries: [...recorder.queries] }
    })
    expect(error?.message).toMatch(/image\.tar/)
    expect(queries.some((query) => query.includes("curl --version"))).toBe(true)
    expect(queries.some((query) => query.includes("asTarball(forcedCompression: Uncompressed)"))).toBe(true)
  })
})

describe("examples/library-only", () => {
  /** Calls the module's function with a file of this text. */
  function build(definition: string): Promise<{ readonly stdout: string; readonly queries: readonly string[] }> {
    const probe = join(folder, "probe.mts")
    writeFileSync(
      probe,
      `import { connection, dag } from ${JSON.stringify(join(root, "node_modules/@dagger.io/dagger/dist/src/index.js"))}
import { Images } from ${JSON.stringify(join(examples, "library-only/src/index.ts"))}
await connection(async () => {
  const container = await new Images().build(dag.file("image.json", "{}"))
  console.log(await container.id())
})
`,
    )
    const args = [tsx, "--tsconfig", join(root, "tsconfig.json"), probe]
    return withRecorder(
      async (recorder) => ({
        ...(await run(process.execPath, args, { cwd: root, env: environment() })),
        queries: [...recorder.queries],
      }),
      (field) => (field === "contents" ? definition : undefined),
    )
  }

  it("builds an image from its serialized definition", async () => {
    const { stdout, queries } = await build(readFileSync(join(examples, "minimal/expected/debian12.ir.json"), "utf8"))
    expect(stdout).toMatch(/^Container-[0-9a-f]{8}\n$/)
    expect(queries.at(-1)).toContain('from(address: "debian:bookworm-slim')
  })

  it("says what is wrong with a definition", async () => {
    await expect(build("{}")).rejects.toThrow(/invalid-image/)
  })
})
