/**
 * Writes docs/measured-reduction.md from the metrics files that measure.ts left.
 *   npx tsx --conditions=strata-source bench/carbon/write-document.ts FOLDER
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { reductionDocument } from "./document.ts"
import { readResult } from "./results.ts"

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error("usage: bench/carbon/write-document.ts FOLDER")
const file = join(import.meta.dirname, "../../docs/measured-reduction.md")
writeFileSync(
  file,
  reductionDocument((which) => readResult(folder, which)),
)
