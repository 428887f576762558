import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/*
 * What a v0.21.8 engine does to a TypeScript module before it runs it, without the engine: see `sdk/typescript/runtime`
 * of Dagger's repository (`runtime_node.go`, `tsutils/package_json_updator.go`, `tsutils/tsconfig_updator.go`).
 */
export const root = fileURLToPath(new URL("../../", import.meta.url))

/** Files that the engine takes on their own, not with the sources. */
const configFiles = ["package.json", "tsconfig.json", "package-lock.json"]

interface Manifest {
  type?: string
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as T
}

/** The engine's edits of package.json. */
export function editManifest(manifest: Manifest): Manifest {
  const dependencies: Record<string, string> = { typescript: "5.9.3", ...manifest.dependencies }
  const devDependencies = { ...manifest.devDependencies }
  delete dependencies["@dagger.io/dagger"]
  delete devDependencies["@dagger.io/dagger"]
  return { ...manifest, type: "module", dependencies, devDependencies }
}

/** A module's folder as the engine makes it. */
export interface Replay {
  readonly folder: string
  /** Copies the sources and the edited tsconfig.json there, with the installed SDK in the place of the generated one. */
  addSources(): void
  remove(): void
}

function matches(file: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => file === pattern || file.startsWith(`${pattern}/`))
}

/** Tracked files and new ones that git does not ignore: what a local load uploads, without what dagger.json excludes. */
function sources(): readonly string[] {
  const { stdout } = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  })
  const excluded = readJson<{ include: string[] }>("dagger.json").include.map((pattern) => pattern.replace(/^!/, ""))
  return stdout
    .split("\n")
    .filter((file) => file !== "" && existsSync(join(root, file)))
    .filter((file) => !matches(file, [...excluded, ...configFiles, "sdk", "node_modules"]))
}

function addSources(folder: string): void {
  for (const file of sources()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  const tsconfig = readJson<{ compilerOptions: { paths?: object } }>("tsconfig.json")
  const paths = {
    ...tsconfig.compilerOptions.paths,
    "@dagger.io/dagger": ["./sdk/index.ts"],
    "@dagger.io/dagger/telemetry": ["./sdk/telemetry.ts"],
  }
  const compilerOptions = { ...tsconfig.compilerOptions, paths, experimentalDecorators: true }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...tsconfig, compilerOptions }))
  mkdirSync(join(folder, "sdk"))
  const sdk = join(root, "node_modules/@dagger.io/dagger/dist/src/index.js")
  writeFileSync(join(folder, "sdk/index.ts"), `export * from ${JSON.stringify(sdk)}\n`)
}

/** A new folder with the edited package.json, the lock file and .npmrc: what is there when npm runs. */
export function startReplay(change: (manifest: Manifest) => Manifest = (manifest) => manifest): Replay {
  const folder = mkdtempSync(join(tmpdir(), "strata-replay-"))
  const manifest = editManifest(change(readJson<Manifest>("package.json")))
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2))
  for (const file of ["package-lock.json", ".npmrc"]) cpSync(join(root, file), join(folder, file))
  return {
    folder,
    addSources: () => addSources(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Arguments of Node that run a file of the module as in the engine. */
export function tsxArguments(folder: string, file: string): readonly string[] {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs")
  return [tsx, "--no-deprecation", "--tsconfig", join(folder, "tsconfig.json"), join(folder, file)]
}

/** `npm install --omit=dev`, lifecycle scripts included, as in the module's container. */
export function install(folder: string): { readonly status: number | null; readonly output: string } {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_|^NODE_OPTIONS$|^VITEST/i.test(name) || name === "npm_config_cache",
    ),
  )
  const { status, stdout, stderr } = spawnSync("npm", ["install", "--omit=dev"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, npm_config_prefer_offline: "true" },
  })
  return { status, output: stdout + stderr }
}
