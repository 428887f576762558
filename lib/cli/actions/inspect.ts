import type { EngineChoice } from "../../engine/types.ts"
import { StrataError } from "../../errors/index.ts"
import { type InspectedImage, inspectImage, openImage, osRelease } from "../../inspect/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import type { Ledger } from "../../ledger/index.ts"
import { formatInspection, type Inspection, inspectionMarkdown, toInspection } from "../../report/index.ts"
import { coloursFor } from "../colours.ts"
import type { Action, Parsed } from "../command.ts"
import { ownVersion } from "../own-version.ts"
import { count } from "./count-option.ts"
import { namedImage, plainRef } from "./named-image.ts"
import { argument, flag, list, text } from "./options.ts"
import { statusLine } from "./status-line.ts"
import { writeReport } from "./write-report.ts"

const defaultTop = 10
const readingWords = { layers: "reading layers", contents: "reading what files hold" } as const

async function inspectRef(parsed: Parsed): Promise<InspectedImage> {
  const { ref, stepsOf } = await namedImage(argument(parsed, 0), parsed)
  const gpus = list(parsed, "gpu")
  const platform = text(parsed, "platform")
  const status = statusLine(flag(parsed, "quiet"))
  try {
    const image = await openImage(ref, {
      engine: (text(parsed, "engine") ?? "auto") as EngineChoice,
      onNote: (note) => status.say(note),
      ...(platform === undefined ? {} : { platform }),
    })
    try {
      return await inspectImage(image, {
        ref: plainRef(ref),
        ...(stepsOf ? { stepsOf } : {}),
        gpus,
        contents: flag(parsed, "contents") || gpus.length > 0,
        onProgress: (what, done, all) => status.show(`${readingWords[what]}: ${done} of ${all}`),
      })
    } finally {
      await image.close()
    }
  } finally {
    status.clear()
  }
}

/** Reports that go to files, each loaded only where it is asked for. */
async function writeFiles(parsed: Parsed, ledger: Ledger, inspection: Inspection): Promise<void> {
  const [html, metrics] = [text(parsed, "html"), text(parsed, "metrics")]
  if (html !== undefined) {
    const { inspectionHtml } = await import("../../report/html/inspect-html.ts")
    await writeReport(html, inspectionHtml(ledger, inspection))
  }
  if (metrics !== undefined) {
    const { inspectionMetrics } = await import("../../report/index.ts")
    await writeReport(metrics, inspectionMetrics(inspection))
  }
}

/** What goes to standard output. */
async function render(parsed: Parsed, { ledger, files }: InspectedImage, inspection: Inspection): Promise<string> {
  const top = count(parsed, "top") ?? defaultTop
  const sbom = text(parsed, "sbom")
  if (sbom !== undefined) {
    const { packageList } = await import("../../report/sbom/index.ts")
    const { id } = osRelease(files)
    const options = { time: new Date(), toolVersion: ownVersion(), ...(id === undefined ? {} : { distribution: id }) }
    return packageList(sbom, ledger, options)
  }
  if (flag(parsed, "json")) return canonicalJson(inspection)
  if (flag(parsed, "markdown")) return inspectionMarkdown(inspection, { top })
  return formatInspection(inspection, { top, colours: coloursFor(process.stdout) })
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
  const inspected = await inspectRef(parsed)
  const inspection = toInspection(inspected.ledger, inspected.waste)
  await writeFiles(parsed, inspected.ledger, inspection)
  if (flag(parsed, "tui")) {
    const { browse } = await import("../../browse/browse.ts")
    const { ledger, waste } = inspected
    await browse(ledger, waste, { input: process.stdin, output: process.stdout, colours: coloursFor(process.stdout) })
    return 0
  }
  const report = await render(parsed, inspected, inspection)
  process.stdout.write(report.endsWith("\n") ? report : `${report}\n`)
  return 0
}
