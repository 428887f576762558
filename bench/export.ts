/**
 * Docker archive of an image: ours, streamed from the store, against `docker save`, in turn on the same image; and how
 * long it takes to read all entries of the image. Issue 4 wants a ratio of at most 0.6.
 *   npx tsx --conditions=strata-source bench/export.ts [IMAGE] [RUNS]
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { writeDockerArchive } from "../lib/engine/export/index.ts"
import { openEngine } from "../lib/engine/index.ts"
import { measureImage } from "../lib/inspect/measure-image.ts"
import { median, timed } from "./measure.ts"

const ref = process.argv[2] ?? "carbon-base:latest-gpu-server"
const runs = Number(process.argv[3] ?? 5)
const folder = mkdtempSync(join(tmpdir(), "strata-bench-"))
const file = join(folder, "x.tar")
const engine = await openEngine({ choice: "embedded", store: "classic" })

/** Until the bytes are on the disk: else whoever writes less to begin with looks better than it is, or worse. */
function flush(): void {
  const fd = openSync(file, "r")
  fdatasyncSync(fd)
  closeSync(fd)
}

async function save(): Promise<void> {
  const { exitCode, stderr } = await engine.docker(["image", "save", "--output", file, ref])
  if (exitCode !== 0) throw new Error(stderr)
  flush()
}

/** Opening is part of it: what `docker save` has to find out, this has to find out too. */
async function write(): Promise<void> {
  await writeDockerArchive(await engine.images.open(ref), file, { tags: [ref] })
  flush()
}

async function readEntries(): Promise<void> {
  await measureImage(await engine.images.open(ref))
}

const seconds = { entries: [] as number[], docker: [] as number[], ours: [] as number[] }
try {
  const { unpackedBytes, layers } = await measureImage(await engine.images.open(ref))
  const entries = layers.reduce((sum, layer) => sum + layer.entries, 0)
  console.log(`${ref}: ${unpackedBytes} bytes unpacked, ${layers.length} layers, ${entries} entries; ${runs} runs each`)
  for (let run = 0; run < runs; run++) {
    seconds.entries.push(await timed(readEntries))
    // The one that goes first finds the files less often in memory, so they take turns.
    const order = [save, write]
    for (const work of run % 2 === 0 ? order : order.reverse()) {
      seconds[work === save ? "docker" : "ours"].push(await timed(work))
      rmSync(file)
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const ratios = seconds.ours.map((ours, run) => ours / (seconds.docker[run] ?? 1))
console.log(`all entries read and measured: median ${median(seconds.entries).toFixed(2)} s`)
console.log(
  `docker archive: median ${median(seconds.docker).toFixed(2)} s by docker save, ${median(seconds.ours).toFixed(2)} s by strata`,
)
console.log(`ratio: median ${median(ratios).toFixed(2)} (pairs: ${ratios.map((ratio) => ratio.toFixed(2)).join(" ")})`)
