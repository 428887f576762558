import { execFile } from "node:child_process"
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { withRecorder } from "../backends/dagger/recorder.ts"
import { loadedFiles } from "./loaded-files.ts"
import { install, type Replay, root, startReplay, tsxArguments } from "./replay.ts"

const run = promisify(execFile)

let replay: Replay
let installed: { readonly status: number | null; readonly output: string }
let seconds: number

beforeAll(() => {
  replay = startReplay()
  const begin = performance.now()
  installed = install(replay.folder)
  seconds = (performance.now() - begin) / 1000
}, 300_000)

afterAll(() => replay?.remove(), 60_000)

/** Names of the installed packages. */
function packages(folder: string): readonly string[] {
  return readdirSync(join(folder, "node_modules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap(({ name }) =>
      name.startsWith("@") ? readdirSync(join(folder, "node_modules", name)).map((own) => `${name}/${own}`) : [name],
    )
    .sort()
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

describe("what the engine installs of the package", () => {
  it("is its few dependencies and the compiler that Dagger's SDK imports", () => {
    expect(installed).toMatchObject({ status: 0 })
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
    const found = packages(replay.folder)
    expect(found).toEqual(expect.arrayContaining([...Object.keys(manifest.dependencies), "typescript"]))
    expect(found.length).toBe(Object.keys(manifest.dependencies).length + 1)
    expect(found.length).toBeLessThanOrEqual(12)
    expect(found.filter((name) => /^@dagger|^@opentelemetry|^@grpc|^vitest|^@biomejs|7$/.test(name))).toEqual([])
    const megabytes = bytesIn(join(replay.folder, "node_modules")) / 1e6
    console.log(`installed ${found.length} packages, ${megabytes.toFixed(1)} MB, ${seconds.toFixed(1)} s`)
    expect(megabytes).toBeLessThan(40)
  })

  it("would be twice as many packages if the SDK were in peerDependencies", () => {
    // npm keeps what the peer shares with devDependencies, without the peer. `peerDependenciesMeta` alone makes pnpm and
    // Yarn let our code see the SDK, and npm puts it where it is seen anyway.
    const trapped = startReplay((manifest) => ({ ...manifest, peerDependencies: { "@dagger.io/dagger": "^0.21.6" } }))
    try {
      expect(install(trapped.folder).status).toBe(0)
      expect(packages(trapped.folder).length).toBeGreaterThan(2 * packages(replay.folder).length)
    } finally {
      trapped.remove()
    }
  }, 300_000)

  it("has a compiler with the interface that the SDK uses", () => {
    const typescript = createRequire(join(replay.folder, "x.js"))("typescript")
    expect(typescript.version).toBe("5.9.3")
    expect(typescript.createProgram).toBeTypeOf("function")
  })

  it("would lack it if the package had typescript as a devDependency", () => {
    const trapped = startReplay((manifest) => ({
      ...manifest,
      devDependencies: { ...manifest.devDependencies, typescript: "5.9.3" },
    }))
    try {
      expect(install(trapped.folder).status).toBe(0)
      expect(existsSync(join(trapped.folder, "node_modules/typescript"))).toBe(false)
    } finally {
      trapped.remove()
    }
  }, 300_000)

  it("would fail if the package built itself in a lifecycle script", () => {
    const trapped = startReplay((manifest) => ({
      ...manifest,
      scripts: { ...manifest.scripts, prepare: "node build" },
    }))
    try {
      expect(install(trapped.folder).status).not.toBe(0)
    } finally {
      trapped.remove()
    }
  }, 300_000)

  it("is chosen by a packageManager with a version and a lock file", () => {
    const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
    // The version that is in the engine's own Node image: no other is installed on every cold start.
    expect(packageManager).toBe("npm@11.8.0")
  })
})

describe("the module's entry point there", () => {
  beforeAll(() => replay.addSources())

  it("loads with tsx, without a build, and asks Dagger for what it should", async () => {
    writeFileSync(
      join(replay.folder, "src/probe.ts"),
      `import { connection, dag } from "@dagger.io/dagger"
import { CarbonImage, Os, Strata, Variant } from "./index.ts"
await connection(async () => {
  const strata = new Strata()
  const container = await strata.buildBase(Variant.SERVER, Os.DEBIAN12, undefined, undefined, "base.example/debian:12")
  console.log(await container.id())
  console.log(await (await strata.dockerfile(CarbonImage.COMPUTE, Variant.MINIMAL)).id())
  console.log(await strata.publish("registry.example/x", CarbonImage.TOOLS, Variant.SERVER))
  const budget = dag.file("budget.json", "{}")
  for (const read of [() => strata.metrics(), () => strata.verify(), () => strata.check(budget)])
    console.log(await read().catch((error: Error) => error.message.match(/^.*image.tar'$/m)?.[0].slice(-11)))
  console.log((await strata.buildAll(null, Os.DEBIAN13)).map(({ variant }) => variant).join())
})
`,
    )
    const args = tsxArguments(replay.folder, "src/probe.ts")
    const { NODE_OPTIONS: _, ...env } = process.env
    // As in the engine, which calls a module from a folder that has nothing of it.
    const scratch = join(replay.folder, "node_modules")
    const { stdout, stderr, queries } = await withRecorder(
      async (recorder) => ({
        ...(await run(process.execPath, args, {
          cwd: scratch,
          env: { ...env, DAGGER_SESSION_PORT: process.env.DAGGER_SESSION_PORT, DAGGER_SESSION_TOKEN: "none" },
        })),
        queries: [...recorder.queries],
      }),
      (field) => (field === "contents" ? "{}" : undefined),
    )
    expect(stderr).toBe("")
    // The endpoint holds no image: what reads one ends there, with all of it loaded.
    const made = [/Container-[0-9a-f]{8}/, /Directory-[0-9a-f]{8}/, /String/, /(\/image.tar'\n){2}\/image.tar'/]
    const parts = [...made, /desktop,minimal,server/].map(({ source }) => `${source}\n`)
    expect(stdout).toMatch(new RegExp(`^${parts.join("")}$`))
    const asked = (part: string): boolean => queries.some((query) => query.includes(part))
    expect({
      base: asked('from(address: "base.example/debian:12")'),
      tag: asked('publish(address: "registry.example/x:latest-gpu-server")'),
      file: asked('path: "docker-bake.json"'),
      place: asked("pipelines/carbon/compute.ts:"),
      placeFromElsewhere: asked("../pipelines/carbon"),
    }).toEqual({ base: true, tag: true, file: true, place: true, placeFromElsewhere: false })
  }, 120_000)

  it("gives Dagger's SDK one file to parse on every call, not all that it imports", () => {
    // As `introspector/typescript_module/ast.ts` of the SDK makes its program: with no paths of tsconfig.json.
    const typescript = createRequire(join(replay.folder, "x.js"))("typescript")
    const program = typescript.createProgram([join(replay.folder, "src/index.ts")], {
      experimentalDecorators: true,
      moduleResolution: typescript.ModuleResolutionKind.Node10,
      target: typescript.ScriptTarget.ES2022,
    })
    const files: readonly string[] = program.getSourceFiles().map(({ fileName }: { fileName: string }) => fileName)
    const own = files.filter(
      (file) => file.startsWith(replay.folder) && !file.includes("/node_modules/typescript/lib/"),
    )
    expect(own).toEqual([join(replay.folder, "src/index.ts")])
  })

  it("loads little to define an image, and what reads images only where a function does", async () => {
    const opened = await loadedFiles(replay.folder, "src/index.ts")
    const called = await loadedFiles(
      replay.folder,
      "src/defines.ts",
      `import "./index.ts"
import { carbonDefinition } from "../pipelines/carbon-definition.ts"
;(await carbonDefinition("base")).image("server", "debian12")
`,
    )
    expect(opened).toContain("lib/image/image.ts")
    expect(opened.filter((file) => file.startsWith("pipelines/carbon/"))).toEqual([])
    expect(called).toContain("pipelines/carbon/base.ts")
    // In a new container every file is transpiled anew. 152 and 156 when this was written; all of the library is 700.
    expect(opened.length).toBeLessThanOrEqual(165)
    expect(called.length).toBeLessThanOrEqual(170)
    const reading =
      /^lib\/(budget|elf|engine|inspect|ledger|tar|verify|workers)\/|^pipelines\/carbon\/(legacy|tools)|\/zod\//
    expect(called.filter((file) => reading.test(file))).toEqual([])
  }, 120_000)

  it("would not find the package's own sources without the paths in tsconfig.json", async () => {
    const file = join(replay.folder, "tsconfig.json")
    const text = readFileSync(file, "utf8")
    const tsconfig = JSON.parse(text)
    delete tsconfig.compilerOptions.paths["strata-images"]
    writeFileSync(file, JSON.stringify(tsconfig))
    try {
      const args = [...tsxArguments(replay.folder, "src/index.ts")]
      await expect(run(process.execPath, args, { cwd: replay.folder })).rejects.toThrow(/dist\/index\.js/)
    } finally {
      writeFileSync(file, text)
    }
  }, 120_000)
})
