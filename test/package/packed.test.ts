import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { writeHeader } from "../../lib/tar/index.ts"
import { type Packed, pack, root } from "./packed.ts"

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
const modules = Object.entries<Record<string, string>>(manifest.exports)
  .filter(([name, target]) => typeof target === "object" && !name.includes("*"))
  .map(([name]) => name.replace(/^\./, "strata-images"))

let packed: Packed
/** An empty project that has the tarball installed and nothing else. */
let project: string

// npm and Node options of the run of tests are not the user's.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_|^NODE_OPTIONS$|^VITEST/i.test(name) || name === "npm_config_cache",
  ),
)

function run(command: string, args: readonly string[], cwd = project) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env })
  return { status, stdout, stderr }
}

beforeAll(() => {
  packed = pack()
  project = join(packed.folder, "project")
  mkdirSync(project)
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }))
  const installed = run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", packed.tarball])
  expect(installed).toMatchObject({ status: 0 })
}, 300_000)

afterAll(() => packed?.remove())

describe("what is in it", () => {
  test("only what users need", () => {
    const expected =
      /^(package\.json|README\.md|LICENSE|bin\/[a-z-]+\.js|dist\/.+\.(js|d\.ts|json)|dist\/report\/html\/page\/page\.css|schemas\/.+\.json|docs\/errors\/.+\.md)$/
    expect(packed.files.filter((file) => !expected.test(file))).toEqual([])
    // `verify/structure-test` writes the files of a program of that name.
    const others = packed.files.filter((file) => !file.startsWith("dist/verify/structure-test/"))
    expect(others.filter((file) => /test|fixture|\.map$|tsbuildinfo|[^d]\.ts$/.test(file))).toEqual([])
    expect(packed.files.filter((file) => /fixture|\.map$|tsbuildinfo|[^d]\.ts$/.test(file))).toEqual([])
  })

  test("everything that its manifest names", () => {
    const named = Object.values<string | Record<string, string>>(manifest.exports)
      .flatMap((target) => (typeof target === "string" ? [target] : [target.types, target.default]))
      .filter((path): path is string => path !== undefined && !path.includes("*"))
    expect(packed.files).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ""))))
  })

  test("the page that reports are made from", () => {
    expect(packed.files).toEqual(
      expect.arrayContaining(["dist/report/html/page/main.js", "dist/report/html/page/page.css"]),
    )
  })

  test("a page for every error code and the schemas", () => {
    expect(packed.files).toContain("docs/errors/invalid-image.md")
    expect(packed.files).toContain("schemas/image.schema.json")
  })
})

describe("in other threads", () => {
  test("layers are scanned, by the package's own modules", () => {
    const layer = join(project, "layer.tar")
    writeFileSync(layer, Buffer.concat([writeHeader("a/file", 0), Buffer.alloc(1024)]))
    const script = `
      import { runInWorkers } from "./node_modules/strata-images/dist/workers/run-in-workers.js"
      import { scanCall } from "./node_modules/strata-images/dist/inspect/scan/scan-image.js"
      const task = { diffId: "sha256:x", source: { kind: "file", file: ${JSON.stringify(layer)}, offset: 0, size: 1536 } }
      const scans = await runInWorkers(scanCall, [task, task])
      console.log(scans.map(({ scan }) => scan.kind.length).join())`
    writeFileSync(join(project, "scan.mjs"), script)
    expect(run("node", ["scan.mjs"])).toEqual({ status: 0, stdout: "1,1\n", stderr: "" })
  })
})

describe("bundled for a first look", () => {
  test("an error of one file's class is told by another", () => {
    const { status, stderr } = run("node", ["node_modules/strata-images/bin/strata.js", "inspct"])
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("error[unknown-option]") })
  })

  test("an archive is read, and what is none is refused", () => {
    const archive = join(project, "none.tar")
    writeFileSync(archive, "no archive".repeat(100))
    const { status, stderr } = run("node", [
      "node_modules/strata-images/bin/strata.js",
      "inspect",
      "none.tar",
      "--no-cache",
    ])
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining("error[engine-store]") })
  })
})

describe("checked by others", () => {
  test("publint finds nothing", () => {
    const { status, stdout, stderr } = run("node", [
      join(root, "node_modules/publint/src/cli.js"),
      "run",
      packed.tarball,
      "--strict",
    ])
    expect(stdout + stderr).toContain("All good!")
    expect(status).toBe(0)
  })

  test("are the types wrong? no", () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js")
    const { status, stdout } = run("node", [attw, packed.tarball, "--profile", "esm-only", "--no-color", "--no-emoji"])
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining("OK (ESM)") })
  })
})

describe("installed in an empty project", () => {
  test.each(modules)("import %s works and says nothing", (name) => {
    const { status, stdout, stderr } = run("node", [
      "--input-type=module",
      "--eval",
      `import * as all from ${JSON.stringify(name)}; console.log(Object.keys(all).length > 0)`,
    ])
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "true\n", stderr: "" })
  })

  test("data that is JSON came along", () => {
    const script = `import { resolveCuda } from "strata-images"
      console.log(resolveCuda("ubuntu22.04", { version: "12.1.1", owner: "wheels" }).runtime.base.ref)`
    const { stdout, stderr } = run("node", ["--input-type=module", "--eval", script])
    expect({ stdout, stderr }).toEqual({ stdout: "nvidia/cuda:12.1.1-base-ubuntu22.04\n", stderr: "" })
  })

  const dagger = "strata-images/dagger"

  function link(...names: readonly string[]): void {
    for (const name of names) {
      mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true })
      symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name))
    }
  }

  /** Options of a user's project. */
  const options = { strict: true, noEmit: true, module: "nodenext", target: "es2023", types: ["node"] }

  function checkTypes(source: string, compilerOptions: object) {
    writeFileSync(join(project, "user.ts"), source)
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["user.ts"] }))
    const { status, stdout } = run("node", [join(root, "node_modules/typescript-7/bin/tsc"), "-p", "."])
    return { status, stdout }
  }

  test("its types hold in a strict project that checks its libraries too", () => {
    // A user of the library has the types of Node; here they are the checkout's.
    link("@types/node", "undici-types")
    // Who has no Dagger does not import what takes its client.
    const used = modules.filter((name) => name !== dagger)
    const source = `${used.map((name, index) => `import * as all${index} from ${JSON.stringify(name)}`).join("\n")}
import type { Image } from "strata-images"
import { parseImage } from "strata-images/ir"
export const image: Image = parseImage("{}")
// @ts-expect-error: a number is no image
export const wrong: Image = 1
export const all = [${used.map((_, index) => `all${index}`).join(", ")}]
`
    const checked = checkTypes(source, { ...options, lib: ["es2023"], skipLibCheck: false })
    expect(checked).toEqual({ status: 0, stdout: "" })
  })

  test("the types of its part for Dagger hold with Dagger's client", () => {
    link("@dagger.io/dagger")
    const source = `import type { Client, Container } from "@dagger.io/dagger"
import type { Image } from "strata-images"
import { buildContainer, compileDagger } from ${JSON.stringify(dagger)}
export const compiled = (client: Client, image: Image): Container => compileDagger(client, image)
export const built = (client: Client, image: Image): Promise<Container> => buildContainer(client, image)
// @ts-expect-error: a string is no client
export const wrong = compileDagger("client")
`
    // The client's own libraries speak of a browser's types.
    const checked = checkTypes(source, { ...options, lib: ["es2023", "dom"], skipLibCheck: true })
    expect(checked).toEqual({ status: 0, stdout: "" })
  })

  // Until the command exists this is seen as skipped, not as passed.
  describe.skipIf(!existsSync(join(root, "bin/strata.js")))("the command", () => {
    test.each(["strata", "strata-images"])("%s prints its version", (name) => {
      const { status, stdout, stderr } = run(join(project, "node_modules/.bin", name), ["--version"])
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" })
    })
  })
})
