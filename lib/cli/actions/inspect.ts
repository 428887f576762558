import type { EngineChoice } from "../../engine/types.ts"
import { StrataError } from "../../errors/index.ts"
import { type InspectedImage, inspectImage, openImage } from "../../inspect/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import { inspectionMarkdown } from "../../report/inspect-markdown.ts"
import { formatInspection } from "../../report/inspect-summary.ts"
import { toInspection } from "../../report/inspection.ts"
import type { Action, Parsed } from "../command.ts"
import { argument, flag, text } from "./options.ts"
import { statusLine } from "./status-line.ts"

const defaultTop = 10

function topOf(parsed: Parsed): number {
  const given = text(parsed, "top")
  if (given === undefined) return defaultTop
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given)
  throw new StrataError({
    code: "invalid-option",
    message: `--top wants a number of lines, not '${given}'`,
    fix: "for example --top=20",
  })
}

async function inspectRef(parsed: Parsed): Promise<InspectedImage> {
  const ref = argument(parsed, 0)
  const status = statusLine(flag(parsed, "quiet"))
  try {
    const image = await openImage(ref, {
      engine: (text(parsed, "engine") ?? "auto") as EngineChoice,
      onNote: (note) => status.say(note),
    })
    try {
      return await inspectImage(image, {
        ref,
        onProgress: (done, layers) => status.show(`reading layers: ${done} of ${layers}`),
      })
    } finally {
      await image.close()
    }
  } finally {
    status.clear()
  }
}

export const inspectAction: Action = async (parsed) => {
  const top = topOf(parsed)
  const { ledger, waste } = await inspectRef(parsed)
  const inspection = toInspection(ledger, waste)
  if (flag(parsed, "json")) process.stdout.write(canonicalJson(inspection))
  else if (flag(parsed, "markdown")) process.stdout.write(`${inspectionMarkdown(inspection, { top })}\n`)
  else process.stdout.write(`${formatInspection(inspection, { top })}\n`)
  return 0
}
