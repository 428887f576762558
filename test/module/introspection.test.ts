import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Definition } from "strata-images"
import { afterEach, expect, test } from "vitest"
import carbonBase from "../../pipelines/carbon/with-profiles/base.ts"
import carbonCompute from "../../pipelines/carbon/with-profiles/compute.ts"
import carbonTools from "../../pipelines/carbon/with-profiles/tools.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const sdk = join(root, "node_modules/@dagger.io/dagger")

interface Argument {
  readonly description: string
}
interface Method {
  readonly description: string
  readonly cache?: string
  readonly arguments: Readonly<Record<string, Argument>>
}
interface Member {
  readonly description: string
  readonly value: string
}
interface Scanned {
  readonly objects: Readonly<Record<string, { readonly methods: Readonly<Record<string, Method>> }>>
  readonly enums: Readonly<Record<string, { readonly values: Readonly<Record<string, Member>> }>>
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** What the engine's introspector sees: `src` and the client, and nothing of `lib` and `pipelines`. */
async function introspect(change?: (folder: string) => void): Promise<Scanned> {
  const folder = mkdtempSync(join(tmpdir(), "strata-module-"))
  folders.push(folder)
  cpSync(join(root, "src"), join(folder, "src"), { recursive: true })
  // The engine puts the client it generates in both places; the one of the package has the same classes.
  for (const place of ["sdk", "node_modules/@dagger.io/dagger"]) {
    mkdirSync(join(folder, place), { recursive: true })
    cpSync(join(sdk, "dist/src/api/client.gen.d.ts"), join(folder, place, "client.gen.ts"))
    cpSync(join(sdk, "dist/src/module/decorators.d.ts"), join(folder, place, "core.d.ts"))
    writeFileSync(
      join(folder, place, "index.ts"),
      'export { func, argument, object, check, field, enumType } from "./core.js"\nexport * from "./client.gen.js"\n',
    )
  }
  change?.(join(folder, "src"))
  // The package does not export it; it is the code that runs in the engine.
  const { scan } = (await import(join(sdk, "dist/src/module/introspector/index.js"))) as {
    scan(files: readonly string[], name: string, load: boolean): Promise<unknown>
  }
  const files = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.m?ts$/.test(name))
    .map((name) => join(folder, "src", name))
    .concat(join(folder, "sdk/client.gen.ts"))
  return (await scan(files, "strata", false)) as Scanned
}

test("the module's names, types, defaults and documentation are as expected", async () => {
  const found = await introspect()
  await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, "expected.json"))
})

test("every function, argument, field and member has a text", async () => {
  const { objects, enums } = await introspect()
  const methods = Object.values(objects).flatMap((object) => Object.entries(object.methods))
  const missing = [
    ...methods.filter(([, method]) => method.description === "").map(([name]) => name),
    ...methods.flatMap(([name, method]) =>
      Object.entries(method.arguments)
        .filter(([, argument]) => argument.description === "")
        .map(([argument]) => `${name}(${argument})`),
    ),
    ...Object.values(enums).flatMap(({ values }) =>
      Object.entries(values)
        .filter(([, value]) => value.description === "")
        .map(([name]) => name),
    ),
  ]
  expect(methods.length).toBeGreaterThan(4)
  expect(missing).toEqual([])
})

test("a function's text begins with a whole sentence in one line, which is all that a list of functions shows", async () => {
  const { objects } = await introspect()
  const texts = Object.values(objects).flatMap(({ methods }) => Object.values(methods).map((each) => each.description))
  expect(texts.length).toBeGreaterThan(4)
  expect(texts.map((text) => text.split("\n")[0] ?? "").filter((line) => !line.endsWith("."))).toEqual([])
})

test("names of members are the ones that GraphQL keeps, so that --os=debian12 is found", async () => {
  const { enums } = await introspect()
  const names = Object.values(enums).flatMap(({ values }) => Object.keys(values))
  expect(names).toContain("DEBIAN12")
  expect(names.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))).toEqual([])
})

/**
 * Flags that `dagger call` itself has: `installGlobalFlags` (main.go), `moduleAddFlags` (module.go) and `Command`
 * (functions.go) of cmd/dagger at v0.21.8. It refuses to call a function that has an argument of such a name.
 */
const flagsOfDagger = [
  ...["allow-llm", "auto-apply", "cloud", "debug", "dot-focus-field", "dot-output", "dot-show-internal"],
  ...["eager-runtime", "help", "interactive", "interactive-command", "json", "lock", "mod", "no-exit", "no-mod"],
  ...["output", "progress", "quiet", "scale-out", "silent", "verbose", "web", "workdir", "x-release"],
]

test("no argument has the name of a flag of dagger call", async () => {
  const { objects } = await introspect()
  const flags = Object.values(objects)
    .flatMap(({ methods }) => Object.values(methods))
    .flatMap((method) => Object.keys(method.arguments))
    .map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
  expect(flags).toContain("base-image")
  expect(flags.filter((flag) => flagsOfDagger.includes(flag))).toEqual([])
})

test("what pushes or measures is not taken from a cache of seven days", async () => {
  const { objects } = await introspect()
  const methods = objects.Strata?.methods ?? {}
  expect(Object.entries(methods).map(([name, { cache }]) => [name, cache ?? "default"])).toEqual([
    ["buildBase", "default"],
    ["buildCompute", "default"],
    ["buildTools", "default"],
    ["buildAll", "default"],
    ["metrics", "session"],
    ["check", "session"],
    ["verify", "session"],
    ["dockerfile", "default"],
    ["publish", "never"],
  ])
})

test("the enums and the texts say what the definitions say", async () => {
  const { objects, enums } = await introspect()
  const values = (name: string): readonly string[] => Object.values(enums[name]?.values ?? {}).map(({ value }) => value)
  expect(values("Variant")).toEqual(carbonBase.variants)
  expect(values("Os")).toEqual(carbonBase.oses)
  const definitions: Readonly<Record<string, Definition>> = {
    base: carbonBase,
    compute: carbonCompute,
    tools: carbonTools,
  }
  expect(values("CarbonImage")).toEqual(Object.keys(definitions))
  for (const { variants, oses } of Object.values(definitions)) {
    expect(values("Variant")).toEqual(expect.arrayContaining([...variants]))
    expect(values("Os")).toEqual(expect.arrayContaining([...oses]))
    // One text says the default of all three.
    expect([variants[0], oses[0]]).toEqual([carbonBase.variants[0], carbonBase.oses[0]])
  }
  const first = carbonBase.oses[0] ?? ""
  for (const { arguments: given } of Object.values(objects.Strata?.methods ?? {})) {
    if (given.image) expect(given.image.description).toBe("Default: base.")
    if (given.variant) expect(given.variant.description).toBe(`Default: ${carbonBase.variants[0]}.`)
    if (given.os) expect(given.os.description).toBe(`Default: ${first.replace(".", "_")}.`)
    if (given.profile) {
      const example = /e\.g\. ([^;]+);/.exec(given.profile.description)?.[1] ?? ""
      expect(Object.values(definitions).every(({ profiles = {} }) => Object.hasOwn(profiles, example))).toBe(true)
    }
  }
})

test("a type of the library in a function's signature is refused, as in the engine", async () => {
  const broken = introspect((folder) =>
    writeFileSync(
      join(folder, "index.ts"),
      `import { func, object } from "@dagger.io/dagger"
import type { Choice } from "../pipelines/choose.ts"
@object()
export class Strata {
  /** Wrong. */
  @func()
  wrong(choice: Choice): string { return String(choice) }
}
`,
    ),
  )
  await expect(broken).rejects.toThrow(/could not resolve type reference for Choice/)
})
