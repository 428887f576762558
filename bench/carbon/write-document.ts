/**
 * Writes docs/measured-reduction.md with its picture, and docs/lazy-carbon.md, from the records that measure.ts, compressed.ts and lazy.ts left in
 * bench/carbon/measured.
 *   npx tsx --conditions=strata-source bench/carbon/write-document.ts
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { reductionDocument } from "./document.ts"
import { lazyDocument, readAllProof, readProofs } from "./lazy/document.ts"
import { reductionPicture } from "./pictures/reduction-picture.ts"
import { readResult } from "./results.ts"

const docs = join(import.meta.dirname, "../../docs")
writeFileSync(join(docs, "measured-reduction.md"), reductionDocument(readResult))
writeFileSync(join(docs, "measured-reduction.svg"), reductionPicture(readResult))
writeFileSync(join(docs, "lazy-carbon.md"), lazyDocument(readProofs(), readAllProof()))
