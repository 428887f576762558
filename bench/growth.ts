/**
 * What one more image costs one machine: seconds and bytes, the inputs of docs/growth.md.
 *   npx tsx --conditions=strata-source bench/growth.ts [IMAGE-ARGUMENTS...]
 * In an engine of its own, which is removed: first a build that downloads everything, then one with the downloads there
 * but no step, then one with nothing to do, then compression. Default: `base --variant=server --os=debian12`.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { cpus, tmpdir } from "node:os"
import { join } from "node:path"
import { engineState } from "../lib/engine/embedded/state.ts"
import { engineStatus, openEngine, stopEngine } from "../lib/engine/index.ts"
import type { Metrics } from "../lib/metrics/index.ts"
import { timed } from "./measure.ts"

const given = process.argv.slice(2)
const image = given.length > 0 ? given : ["base", "--variant=server", "--os=debian12"]
const bin = join(import.meta.dirname, "../bin/strata.js")
// The engine's root file system and its bases are the usual ones; what it builds is not.
process.env.STRATA_ROOT = engineState().shared
process.env.STRATA_HOME = mkdtempSync("/var/lib/strata-bench-")
const history = mkdtempSync(join(tmpdir(), "strata-bench-"))
const engine = await openEngine({ choice: "embedded", store: "classic" })

async function build(...options: readonly string[]): Promise<{ seconds: number; metrics: Metrics }> {
  let text = ""
  const seconds = await timed(async () => {
    const args = [bin, "build", ...image, "--engine=embedded", "--quiet", "--json", ...options]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: join(import.meta.dirname, ".."),
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: history },
      maxBuffer: 1 << 28,
    })
    if (status !== 0) throw new Error(stderr)
    text = stdout
  })
  return { seconds, metrics: JSON.parse(text) as Metrics }
}

async function dataBytes(): Promise<number> {
  const { stores } = await engineStatus()
  return stores.reduce((sum, { dataBytes: bytes }) => sum + bytes, 0)
}

try {
  const first = await build()
  const disk = await dataBytes()
  // Cache mounts have a type of their own (`exec.cachemount`) and stay.
  await engine.docker(["image", "rm", "--force", first.metrics.image.id])
  await engine.docker(["builder", "prune", "--all", "--force", "--filter=type=regular"])
  const downloaded = await build()
  const unchanged = await build()
  const compressed = await build("--compressed")
  const { unpackedBytes, compressedBytes = 0 } = compressed.metrics
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`
  const rows = [
    ["cores", `${cpus().length}`],
    ["unpacked", gigabytes(unpackedBytes)],
    ["compressed (gzip)", gigabytes(compressedBytes)],
    ["disk of the engine after it, downloads included", gigabytes(disk)],
    ["first build, with downloads", `${first.seconds.toFixed(0)} s`],
    ["every step anew, downloads there", `${downloaded.seconds.toFixed(0)} s`],
    ["nothing to do", `${unchanged.seconds.toFixed(1)} s`],
    ["compressing", `${((compressed.seconds - unchanged.seconds) / (unpackedBytes / 1e9)).toFixed(0)} s a gigabyte`],
  ]
  for (const [name, value] of rows) console.log(`${name}: ${value}`)
} finally {
  await stopEngine({ purge: true })
  for (const folder of [process.env.STRATA_HOME, history]) rmSync(folder, { recursive: true, force: true })
}
