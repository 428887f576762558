/**
 * How long the Dagger module takes to start on a real engine, beside a module of one function in the same run: what the
 * second takes is Dagger's. Both are new to the engine, however often this runs. Seconds by the clock, and where
 * ENGINE_PID names the engine's process on this machine its CPU seconds and those of the containers that it ran.
 * Run: DAGGER=PATH_OF_CLI [ENGINE_PID=PID] npx tsx bench/module-on-engine.ts [CALLS]
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "../test/module/replay.ts"

const cli = process.env.DAGGER ?? "dagger"
const engine = process.env.ENGINE_PID
const calls = Number(process.argv[2] ?? 3)
// What makes a module new to an engine: another text and another package.
const stamp = String(Date.now())

/** Seconds of CPU that the engine and its ended children have used: 14th to 17th field of proc_pid_stat(5), in ticks of 10 ms. */
function engineSeconds(): number {
  if (engine === undefined) return Number.NaN
  const fields = readFileSync(`/proc/${engine}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0)
}

function measure(what: string, cwd: string, args: readonly string[]): void {
  const cpu = engineSeconds()
  const begin = performance.now()
  execFileSync(cli, [...args], { cwd, stdio: ["ignore", "ignore", "pipe"] })
  const seconds = (performance.now() - begin) / 1000
  const used = engineSeconds() - cpu
  console.log(`${what}: ${seconds.toFixed(1)} s${Number.isNaN(used) ? "" : `, ${used.toFixed(1)} CPU s`}`)
}

/** A module of one function, with the engine's own compiler as its one package: nothing is installed. */
function oneFunction(folder: string, name: string): string {
  const own = join(folder, name.toLowerCase())
  mkdirSync(join(own, "src"), { recursive: true })
  const manifest = { type: "module", packageManager: "npm@11.8.0", dependencies: { typescript: "5.9.3" } }
  writeFileSync(join(own, "package.json"), JSON.stringify(manifest))
  writeFileSync(
    join(own, "dagger.json"),
    JSON.stringify({ name: name.toLowerCase(), engineVersion: "v0.21.8", sdk: { source: "typescript" }, source: "." }),
  )
  writeFileSync(
    join(own, "src/index.ts"),
    `import { func, object } from "@dagger.io/dagger"

@object()
export class ${name} {
  /** Says hello. */
  @func()
  hello(name: string): string {
    return \`hello \${name} ${stamp}\`
  }
}
`,
  )
  return own
}

function ours(folder: string): string {
  const own = join(folder, "strata")
  execFileSync("git", ["clone", "--quiet", root, own])
  const manifest = JSON.parse(readFileSync(join(own, "package.json"), "utf8"))
  writeFileSync(join(own, "package.json"), JSON.stringify({ ...manifest, description: stamp }))
  writeFileSync(join(own, "src/index.ts"), `${readFileSync(join(own, "src/index.ts"), "utf8")}// ${stamp}\n`)
  return own
}

const images = ["server", "minimal", "desktop"].flatMap((variant) =>
  ["debian13", "ubuntu22_04"].map((os) => [`--variant=${variant}`, `--os=${os}`]),
)
const dockerfile = (choice: readonly string[]) => ["call", "dockerfile", ...choice, "entries"]

const folder = mkdtempSync(join(tmpdir(), "strata-start-"))
try {
  measure("Dagger's TypeScript SDK, where the engine has not loaded it yet", oneFunction(folder, "First"), [
    "functions",
  ])
  const trivial = oneFunction(folder, "Trivial")
  const strata = ours(folder)
  measure("one function: dagger functions", trivial, ["functions"])
  measure("strata: dagger functions", strata, ["functions"])
  measure("one function: first call", trivial, ["call", "hello", "--name=0"])
  measure("strata: first call", strata, dockerfile(["--variant=server", "--os=debian12"]))
  for (const choice of images.slice(0, calls)) {
    measure("one function: next call", trivial, ["call", "hello", `--name=${choice.join("")}`])
    measure("strata: next call", strata, dockerfile(choice))
  }
  measure("strata: same arguments", strata, dockerfile(["--variant=server", "--os=debian12"]))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
