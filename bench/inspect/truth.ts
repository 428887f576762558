/**
 * Whether `strata inspect` is true of real images: entries and bytes against two readers of tars and a tree that Linux
 * mounts, owners against the package managers in the image, the command against the library. One image after the other,
 * built where the engine has it not, and removed; what was checked is kept in a folder, so a run can be cut off.
 *   npx tsx --conditions=strata-source bench/inspect/truth.ts [--results=DIR] [--again] [--keep] [ID...]
 * Needs root, the embedded engine, python3, GNU tar and unshare. Exits with 1 where a difference has no explanation.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { openEngine } from "../../lib/engine/index.ts"
import { checkImage } from "./truth/check-image.ts"
import { type Case, cases } from "./truth/images.ts"
import { provide, remove } from "./truth/provide.ts"
import { entriesTable, explainedTable, type NamedTruth, ownersTable, unexplainedLines } from "./truth/tables.ts"
import type { Truth } from "./truth/truth.ts"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    results: { type: "string", default: join(tmpdir(), "strata-truth-results") },
    again: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
})
const wanted = cases.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
mkdirSync(values.results, { recursive: true })
const engine = await openEngine({ choice: "embedded", store: "classic" })

async function truthOf(which: Case): Promise<Truth> {
  const file = join(values.results, `${which.id.replaceAll(" ", "-")}.json`)
  if (!values.again && existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Truth
  console.error(which.id)
  await provide(engine, which)
  const truth = await checkImage(engine, which.tag, which.questions)
  writeFileSync(file, `${JSON.stringify(truth, undefined, 2)}\n`)
  if (!values.keep) await remove(engine, which)
  return truth
}

const truths: NamedTruth[] = []
for (const which of wanted) truths.push({ id: which.id, truth: await truthOf(which) })
console.log([entriesTable(truths), ownersTable(truths), explainedTable(truths)].join("\n\n"))
const lines = unexplainedLines(truths)
for (const line of lines.slice(0, 100)) console.error(line)
console.log(`${lines.length} differences without an explanation`)
process.exitCode = lines.length === 0 ? 0 : 1
