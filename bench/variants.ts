/**
 * All variants of carbon-base for debian12 by one `strata build --all-variants`, against its largest variant alone: time,
 * and bytes in layers. Issue 4 wants at most 1.3 of the time and 1.05 of the bytes.
 *   npx tsx --conditions=strata-source bench/variants.ts [RUNS]
 * In an engine of its own, which is removed. Before every build it has no image and no cached step, but everything that
 * steps keep from their downloads (cache mounts): a first build, which is not counted, fetches it.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BuildsDocument } from "../lib/cli/documents/builds.ts"
import { engineState } from "../lib/engine/embedded/state.ts"
import { openEngine, stopEngine } from "../lib/engine/index.ts"
import type { Metrics } from "../lib/metrics/index.ts"
import { median, timed } from "./measure.ts"

const runs = Number(process.argv[2] ?? 1)
const bin = join(import.meta.dirname, "../bin/strata.js")
// The engine's root file system and its bases are the usual ones; what it builds is not.
process.env.STRATA_ROOT = engineState().shared
process.env.STRATA_HOME = mkdtempSync("/var/lib/strata-bench-")
const history = mkdtempSync(join(tmpdir(), "strata-bench-"))
const engine = await openEngine({ choice: "embedded", store: "classic" })

async function docker(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.docker(args)
  if (exitCode !== 0) throw new Error(stderr)
  return stdout
}

async function forgetSteps(): Promise<void> {
  const images = (await docker("image", "ls", "--quiet")).split("\n").filter(Boolean)
  if (images.length > 0) await docker("image", "rm", "--force", ...new Set(images))
  // Cache mounts have a type of their own (`exec.cachemount`) and stay.
  await docker("builder", "prune", "--all", "--force", "--filter=type=regular")
}

/** A first build's seconds and its document. */
async function build<T>(which: string): Promise<{ readonly seconds: number; readonly document: T }> {
  await forgetSteps()
  let text = ""
  const seconds = await timed(async () => {
    const args = [bin, "build", "base", "--os=debian12", "--engine=embedded", which, "--quiet", "--json"]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: join(import.meta.dirname, ".."),
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: history },
    })
    if (status !== 0) throw new Error(stderr)
    text = stdout
  })
  return { seconds, document: JSON.parse(text) as T }
}

/** Unpacked bytes of all layers, those that several images have once. */
function bytesTogether(images: readonly Metrics[]): number {
  const layers = new Map(images.flatMap(({ layers }) => layers.map((layer) => [layer.diffId, layer.unpackedBytes])))
  return [...layers.values()].reduce((sum, bytes) => sum + bytes, 0)
}

const one = () => build<Metrics>("--variant=desktop")
const all = () => build<BuildsDocument>("--all-variants")
try {
  await one()
  const ratios: number[] = []
  for (let run = 0; run < runs; run++) {
    // They take turns in going first.
    const [alone, together] =
      run % 2 === 0 ? [await one(), await all()] : await all().then(async (result) => [await one(), result] as const)
    ratios.push(together.seconds / alone.seconds)
    const bytes = bytesTogether(together.document.builds)
    const cached = alone.document.cache.cachedSteps
    console.log(
      `desktop alone ${alone.seconds.toFixed(0)} s (${cached} steps cached), ${alone.document.unpackedBytes} bytes; ` +
        `${together.document.builds.length} variants ${together.seconds.toFixed(0)} s, ${bytes} bytes together: ` +
        `${(bytes / alone.document.unpackedBytes).toFixed(3)} of the bytes`,
    )
  }
  const pairs = ratios.map((ratio) => ratio.toFixed(2)).join(" ")
  console.log(`time of all variants by desktop's alone: median ${median(ratios).toFixed(2)} (pairs: ${pairs})`)
} finally {
  await stopEngine({ purge: true })
  rmSync(history, { recursive: true })
}
