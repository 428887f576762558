/**
 * Writes docs/measured-reduction.md from the records that measure.ts and compressed.ts left in bench/carbon/measured.
 *   npx tsx --conditions=strata-source bench/carbon/write-document.ts
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { reductionDocument } from "./document.ts"
import { readResult } from "./results.ts"

const file = join(import.meta.dirname, "../../docs/measured-reduction.md")
writeFileSync(file, reductionDocument(readResult))
