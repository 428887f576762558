import { StrataError } from "../../errors/index.ts"
import {
  addToHistory,
  historyMarkdown,
  historySvg,
  historyText,
  makeEntry,
  readHistoryFile,
  type Trend,
  trends,
  usualHistoryFile,
} from "../../history/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import { coloursFor } from "../colours.ts"
import type { Action, Parsed } from "../command.ts"
import type { HistoryDocument } from "../documents/history.ts"
import { count } from "./count-option.ts"
import { ledgerReader } from "./ledger-of.ts"
import { measurementsOf } from "./measurements-of.ts"
import { flag, list, text } from "./options.ts"
import { writeReport } from "./write-report.ts"

async function add(parsed: Parsed, file: string, refs: readonly string[]): Promise<void> {
  const name = text(parsed, "name")
  if (name !== undefined && refs.length > 1)
    throw new StrataError({
      code: "invalid-option",
      message: "--name is the name of one image, but --add names several",
      fix: "add each by a command of its own",
    })
  const ledgerOf = ledgerReader(parsed)
  const label = text(parsed, "label")
  for (const ref of refs) {
    const measurements = await measurementsOf(ref, "document of sizes", ledgerOf)
    const facts = { image: name ?? measurements.ref, time: new Date(), ...(label === undefined ? {} : { label }) }
    await addToHistory(file, makeEntry(measurements, facts))
  }
}

function toDocument(of: readonly Trend[]): HistoryDocument {
  const images = of.map(({ image, points }) => ({ image, builds: [...points] }))
  return { format: "strata.history", version: 1, images }
}

export const historyAction: Action = async (parsed) => {
  const last = count(parsed, "last")
  const file = text(parsed, "file") ?? usualHistoryFile
  const refs = list(parsed, "add")
  if (refs.length > 0) await add(parsed, file, refs)
  const image = text(parsed, "image")
  const all = trends(await readHistoryFile(file), last)
  const shown = image === undefined ? all : all.filter((each) => each.image === image)
  if (image !== undefined && shown.length === 0)
    throw new StrataError({
      code: "invalid-option",
      message: `${file} has nothing of an image '${image}'`,
      fix: all.length > 0 ? `it has ${all.map((each) => each.image).join(", ")}` : "add a build with --add=IMAGE",
    })
  const svg = text(parsed, "svg")
  if (svg !== undefined) await writeReport(svg, historySvg(shown))
  if (flag(parsed, "json")) process.stdout.write(canonicalJson(toDocument(shown)))
  else if (shown.length === 0) process.stderr.write(`${file} has no builds yet: add one with --add=IMAGE\n`)
  else if (flag(parsed, "markdown")) process.stdout.write(`${historyMarkdown(shown)}\n`)
  else process.stdout.write(`${historyText(shown, coloursFor(process.stdout))}\n`)
  return 0
}
