/**
 * What starting costs: `strata --help` against a bare `node -e 0`, in this checkout and as a package; for comparison a
 * command that loads the project's configuration and image. Run: npx tsx bench/startup.ts [RUNS]
 */
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { pack, root } from "../test/package/packed.ts"
import { median } from "./measure.ts"
import { unpackPackage } from "./unpack-package.ts"

const runs = Number(process.argv[2] ?? 15)
const limit = 3
const { NODE_OPTIONS: _options, ...env } = process.env

function milliseconds(args: readonly string[]): number {
  const begun = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"], env })
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`)
  return Number(process.hrtime.bigint() - begun) / 1e6
}

const packed = pack()
try {
  const checkout = join(root, "bin/strata.js")
  const installed = unpackPackage(packed.tarball, packed.folder)
  const print = ["print", "base", "--variant=server", "--os=debian12"]
  const commands: readonly (readonly [name: string, args: readonly string[]])[] = [
    ["node -e 0", ["-e", "0"]],
    ["--help, packed", [installed, "--help"]],
    ["--help, checkout", [checkout, "--help"]],
    ["print, packed", [installed, ...print]],
    ["print, checkout", [checkout, ...print]],
  ]
  // Interleaved, so that whatever else the machine does meets all of them; the first round fills the caches.
  const times = commands.map(() => [] as number[])
  for (let run = 0; run <= runs; run++)
    for (const [index, [, args]] of commands.entries()) {
      const time = milliseconds(args)
      if (run > 0) times[index]?.push(time)
    }
  const medians = times.map(median)
  for (const [index, [name]] of commands.entries()) {
    const ratio = (medians[index] ?? 0) / (medians[0] ?? 1)
    const verdict = name.startsWith("--help")
      ? ratio <= limit
        ? `, goal ${limit}: met`
        : `, goal ${limit}: MISSED`
      : ""
    console.log(
      `${name.padEnd(18)} ${(medians[index] ?? 0).toFixed(0).padStart(5)} ms  ${ratio.toFixed(2)} x${verdict}`,
    )
  }
} finally {
  packed.remove()
}
