/**
 * Start of the command line against a bare Node, in turn.
 *   npx tsx bench/startup.ts [RUNS]
 */
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { median, timed } from "./measure.ts"

const runs = Number(process.argv[2] ?? 15)
const program = join(import.meta.dirname, "../bin/strata.js")

function start(args: readonly string[]): Promise<number> {
  return timed(async () => void spawnSync(process.execPath, args))
}

const bare: number[] = []
const help: number[] = []
await start([program, "--help"])
for (let run = 0; run < runs; run++) {
  bare.push(await start(["-e", "0"]))
  help.push(await start([program, "--help"]))
}
console.log(
  `${runs} runs each, milliseconds (median): node -e 0 ${(median(bare) * 1000).toFixed(0)}, strata --help ${(median(help) * 1000).toFixed(0)}`,
)
console.log(`ratio ${(median(help) / median(bare)).toFixed(2)}`)
