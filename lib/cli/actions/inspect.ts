import { StrataError } from "../../errors/index.ts"
import type { InspectedLedger } from "../../inspect/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import type { Inspection } from "../../report/index.ts"
import { coloursFor } from "../colours.ts"
import type { Action, Parsed } from "../command.ts"
import { ledgerWriter } from "../ledger-writer.ts"
import { ownVersion } from "../own-version.ts"
import { terminalLooks } from "../terminal-looks.ts"
import { count } from "./count-option.ts"
import { inspectedOf, isLedgerFile, type Look } from "./inspected-of.ts"
import { argument, flag, list, text } from "./options.ts"
import { writeReport } from "./write-report.ts"

const defaultTop = 10
/** How closely the user wants the image looked at. @throws StrataError `invalid-option` where a file cannot tell */
function lookOf(parsed: Parsed): Look {
  const gpus = list(parsed, "gpu")
  const contents = flag(parsed, "contents") || gpus.length > 0
  if (contents && isLedgerFile(argument(parsed, 0)))
    throw new StrataError({
      code: "invalid-option",
      message: "--contents and --gpu read the image, and a ledger in a file has none",
      fix: "give them to the command that writes the file: strata inspect IMAGE --contents --ledger=FILE",
    })
  return { contents, gpus }
}

/** Reports that go to files, each loaded only where it is asked for. */
async function writeFiles(parsed: Parsed, inspected: InspectedLedger, inspection: Inspection): Promise<void> {
  const [html, metrics, file] = [text(parsed, "html"), text(parsed, "metrics"), text(parsed, "ledger")]
  if (html !== undefined) {
    const { inspectionHtml } = await import("../../report/html/inspect-html.ts")
    await writeReport(html, inspectionHtml(inspected.ledger, inspection))
  }
  if (metrics !== undefined) {
    const { inspectionMetrics } = await import("../../report/inspect-metrics.ts")
    await writeReport(metrics, inspectionMetrics(inspection))
  }
  if (file !== undefined) {
    const { toLedgerFile } = await import("../../inspect/inspected-ledger.ts")
    const { encodeLedger } = await import("../../ledger/ledger-file.ts")
    await writeReport(file, encodeLedger(toLedgerFile(inspected, ledgerWriter())))
  }
}

/** Loaded while threads read the image: what every report is made from, and the usual one. */
async function loadReports() {
  const { toInspection } = await import("../../report/inspection.ts")
  const { formatInspection } = await import("../../report/inspect-summary.ts")
  return { toInspection, formatInspection }
}

/** What goes to standard output. */
async function render(parsed: Parsed, inspected: InspectedLedger, inspection: Inspection): Promise<string> {
  const top = count(parsed, "top") ?? defaultTop
  const sbom = text(parsed, "sbom")
  if (sbom !== undefined) {
    const { packageList } = await import("../../report/sbom/index.ts")
    const { ledger, distribution } = inspected
    const options = { time: new Date(), toolVersion: ownVersion(), ...(distribution ? { distribution } : {}) }
    return packageList(sbom, ledger, options)
  }
  if (flag(parsed, "json")) return canonicalJson(inspection)
  if (flag(parsed, "markdown")) {
    const { inspectionMarkdown } = await import("../../report/inspect-markdown.ts")
    return inspectionMarkdown(inspection, { top })
  }
  const { formatInspection } = await loadReports()
  return formatInspection(inspection, { top, ...terminalLooks() })
}

/** Walking needs a terminal on both sides. @throws StrataError `invalid-option` where there is none */
function checkTerminal(): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return
  throw new StrataError({
    code: "invalid-option",
    message: "--tui needs a terminal, and standard input or output is none",
    fix: "leave it out, or write a page to explore: --html=image.html",
  })
}

export const inspectAction: Action = async (parsed) => {
  // First what can be wrong with the options: it should not cost the reading of an image.
  count(parsed, "top")
  if (flag(parsed, "tui")) checkTerminal()
  const { keep, ...inspected } = await inspectedOf(argument(parsed, 0), parsed, lookOf(parsed), loadReports)
  const { toInspection } = await loadReports()
  const inspection = toInspection(inspected.ledger, inspected.waste)
  await writeFiles(parsed, inspected, inspection)
  if (flag(parsed, "tui")) {
    const { browse } = await import("../../browse/browse.ts")
    const { ledger, waste } = inspected
    await keep()
    await browse(ledger, waste, { input: process.stdin, output: process.stdout, colours: coloursFor(process.stdout) })
    return 0
  }
  const report = await render(parsed, inspected, inspection)
  process.stdout.write(report.endsWith("\n") ? report : `${report}\n`)
  // After the answer, which does not wait for it.
  await keep()
  return 0
}
