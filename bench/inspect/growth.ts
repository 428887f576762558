/**
 * Time and memory of `strata inspect` against the number of entries: docker archives of so many small files each, made
 * here and removed again. Both should grow in a straight line, with at most 400 MB for a million entries.
 *   npx tsx --conditions=strata-source bench/inspect/growth.ts [--write] [ENTRIES...]
 * Default: 500000 1000000 2000000 5000000 (5.2 GB of disk, or of the folder in TMPDIR). `--write` writes
 * docs/inspect-growth.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pack, root } from "../../test/package/packed.ts"
import { runAndWatch } from "../peak-memory.ts"
import { unpackPackage } from "../unpack-package.ts"
import { type GrowthPoint, growthPage, mostBytesPerMillion } from "./growth/growth-page.ts"
import { writeArchive } from "./growth/write-archive.ts"

const given = process.argv.slice(2)
const counts = given.filter((each) => each !== "--write").map(Number)
const usual = [500_000, 1_000_000, 2_000_000, 5_000_000]

const packed = pack()
const folder = mkdtempSync(join(tmpdir(), "strata-bench-"))
const points: GrowthPoint[] = []
try {
  const strata = unpackPackage(packed.tarball, packed.folder)
  for (const entries of counts.length > 0 ? counts : usual) {
    const archive = join(folder, "image.tar")
    await writeArchive(archive, entries)
    const args = [strata, "inspect", `docker-archive:${archive}`, "--no-cache"]
    // The first run brings the archive into the page cache.
    await runAndWatch(process.execPath, args)
    const point = { entries, ...(await runAndWatch(process.execPath, args)) }
    points.push(point)
    rmSync(archive)
    const perMillion = (value: number): number => value / (entries / 1e6)
    console.log(
      `${entries.toLocaleString("en").padStart(10)} entries ${point.seconds.toFixed(2).padStart(7)} s` +
        `${point.cpuSeconds.toFixed(2).padStart(7)} s CPU ${(point.peakBytes / 1e6).toFixed(0).padStart(6)} MB` +
        `  ${perMillion(point.cpuSeconds).toFixed(2)} s CPU and ${perMillion(point.peakBytes / 1e6).toFixed(0)} MB a million` +
        (entries >= 1e6 && perMillion(point.peakBytes) > mostBytesPerMillion ? ": MORE than 400 MB" : ""),
    )
  }
} finally {
  packed.remove()
  rmSync(folder, { recursive: true })
}
if (given.includes("--write"))
  writeFileSync(
    join(root, "docs/inspect-growth.md"),
    growthPage(points, "npx tsx --conditions=strata-source bench/inspect/growth.ts --write"),
  )
