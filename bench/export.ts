/**
 * Docker archive of an image: ours, streamed from the store, against `docker save`, in turn on the same image.
 *   npx tsx --conditions=strata-source bench/export.ts [IMAGE] [RUNS]
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { writeDockerArchive } from "../lib/engine/export/index.ts"
import { openEngine } from "../lib/engine/index.ts"
import { median, timed } from "./measure.ts"

const ref = process.argv[2] ?? "carbon-base:latest-gpu-server"
const runs = Number(process.argv[3] ?? 5)
const folder = mkdtempSync(join(tmpdir(), "strata-bench-"))
const file = join(folder, "x.tar")
const engine = await openEngine({ choice: "embedded", store: "classic" })

const ours: number[] = []
const docker: number[] = []
for (let run = 0; run < runs; run++) {
  docker.push(await timed(async () => void (await engine.docker(["image", "save", "--output", file, ref]))))
  rmSync(file)
  // Opening is part of it: what `docker save` has to find out, this has to find out too.
  ours.push(await timed(async () => writeDockerArchive(await engine.images.open(ref), file, { tags: [ref] })))
  rmSync(file)
}
rmSync(folder, { recursive: true })
console.log(
  `${ref}, ${runs} runs each, seconds (median): docker save ${median(docker).toFixed(2)}, ours ${median(ours).toFixed(2)}`,
)
console.log(
  `ratio ${(median(ours) / median(docker)).toFixed(2)} (pairs: ${ours.map((time, index) => (time / (docker[index] ?? 1)).toFixed(2)).join(" ")})`,
)
