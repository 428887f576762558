/**
 * A build through Strata against plain buildx of the printed Dockerfile in the same engine, without cache, in turn.
 *   npx tsx --conditions=strata-source bench/build.ts [RUNS]
 * The image is small (an apt install and a user), so that what Strata adds would show.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compileDockerfile } from "../lib/backends/dockerfile/index.ts"
import { buildImage } from "../lib/build/index.ts"
import { openEngine } from "../lib/engine/index.ts"
import { apt, image } from "../lib/index.ts"
import { median, timed } from "./measure.ts"

const runs = Number(process.argv[2] ?? 5)
const folder = mkdtempSync(join(tmpdir(), "strata-bench-"))
const definition = image("bench-build", { os: "debian12" }).with(apt("git", "python3")).user("dev").toImage()
const dockerfile = join(folder, "Dockerfile")
writeFileSync(dockerfile, compileDockerfile(definition).dockerfile)
const engine = await openEngine({ choice: "embedded", store: "classic" })
const request = {
  contextDirectory: folder,
  dockerfile,
  target: definition.target,
  tags: ["bench-build:plain"],
  bases: [{ ref: "debian:bookworm-slim", bootstrap: { suite: "bookworm" } }],
  secrets: {},
  noCache: true,
} as const
await engine.build(request)

const plain: number[] = []
const ours: number[] = []
for (let run = 0; run < runs; run++) {
  // The engine's `build` is one buildx call; everything else that Strata does is in the other figure.
  plain.push(await timed(async () => void (await engine.build(request))))
  ours.push(
    await timed(
      async () =>
        void (await buildImage(definition, {
          engine: "embedded",
          contextDirectory: folder,
          tags: ["bench-build:strata"],
          noCache: true,
        })),
    ),
  )
}
rmSync(folder, { recursive: true })
await engine.docker(["image", "rm", "bench-build:plain", "bench-build:strata"])
console.log(
  `${runs} runs each, seconds (median): buildx ${median(plain).toFixed(2)}, strata ${median(ours).toFixed(2)}`,
)
console.log(
  `ratio ${(median(ours) / median(plain)).toFixed(3)} (pairs: ${ours.map((time, index) => (time / (plain[index] ?? 1)).toFixed(3)).join(" ")})`,
)
