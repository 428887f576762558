import { execFile } from "node:child_process"
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { withRecorder } from "../backends/dagger/recorder.ts"
import { install, type Replay, root, startReplay } from "./replay.ts"

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
    // npm also keeps small packages of the optional peer's, without the peer: 15 when this was written. Nothing
    // imports them. Without the peer in package.json they are gone, but then pnpm and Yarn hide the SDK from our types.
    expect(found.length).toBeLessThanOrEqual(30)
    expect(found.filter((name) => /^@dagger|^@opentelemetry|^@grpc|^vitest|^@biomejs|7$/.test(name))).toEqual([])
    const megabytes = bytesIn(join(replay.folder, "node_modules")) / 1e6
    console.log(`installed ${found.length} packages, ${megabytes.toFixed(1)} MB, ${seconds.toFixed(1)} s`)
    expect(megabytes).toBeLessThan(60)
  })

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
  it("loads with tsx, without a build, and asks Dagger for what it should", async () => {
    replay.addSources()
    writeFileSync(
      join(replay.folder, "src/probe.ts"),
      `import { connection } from "@dagger.io/dagger"
import { CarbonImage, Os, Strata, Variant } from "./index.ts"
await connection(async () => {
  const strata = new Strata()
  const container = await strata.buildBase(Variant.SERVER, Os.DEBIAN12, undefined, "base.example/debian:12")
  console.log(await container.id())
  console.log(await (await strata.dockerfile(CarbonImage.COMPUTE, Variant.MINIMAL)).id())
  console.log(await strata.publish("registry.example/x", CarbonImage.TOOLS, Variant.SERVER))
  console.log((await strata.buildAll(null, Os.DEBIAN13)).map(({ variant }) => variant).join())
})
`,
    )
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs")
    const probe = join(replay.folder, "src/probe.ts")
    const args = [tsx, "--no-deprecation", "--tsconfig", join(replay.folder, "tsconfig.json"), probe]
    const { NODE_OPTIONS: _, ...env } = process.env
    // As in the engine, which calls a module from a folder that has nothing of it.
    const scratch = join(replay.folder, "node_modules")
    const { stdout, stderr, queries } = await withRecorder(async (recorder) => ({
      ...(await run(process.execPath, args, {
        cwd: scratch,
        env: { ...env, DAGGER_SESSION_PORT: process.env.DAGGER_SESSION_PORT, DAGGER_SESSION_TOKEN: "none" },
      })),
      queries: [...recorder.queries],
    }))
    expect(stderr).toBe("")
    expect(stdout).toMatch(/^Container-[0-9a-f]{8}\nDirectory-[0-9a-f]{8}\nString\ndesktop,minimal,server\n$/)
    const asked = (part: string): boolean => queries.some((query) => query.includes(part))
    expect({
      base: asked('from(address: "base.example/debian:12")'),
      tag: asked('publish(address: "registry.example/x:latest-gpu-server")'),
      file: asked('path: "docker-bake.json"'),
      place: asked("pipelines/carbon/compute.ts:"),
      placeFromElsewhere: asked("../pipelines/carbon"),
    }).toEqual({ base: true, tag: true, file: true, place: true, placeFromElsewhere: false })
  }, 120_000)

  it("would not find the package's own sources without the paths in tsconfig.json", async () => {
    const file = join(replay.folder, "tsconfig.json")
    const text = readFileSync(file, "utf8")
    const tsconfig = JSON.parse(text)
    delete tsconfig.compilerOptions.paths["strata-images"]
    writeFileSync(file, JSON.stringify(tsconfig))
    try {
      const tsx = join(root, "node_modules/tsx/dist/cli.mjs")
      const args = [tsx, "--no-deprecation", "--tsconfig", file, "src/index.ts"]
      await expect(run(process.execPath, args, { cwd: replay.folder })).rejects.toThrow(/dist\/index\.js/)
    } finally {
      writeFileSync(file, text)
    }
  }, 120_000)
})
