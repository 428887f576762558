import type { HistoryEntry } from "../../engine/store/types.ts"
import type { SourcePlace } from "../../ledger/ledger.ts"
import type { ImageFiles } from "../image-files.ts"
import { type HistoryCommand, parseHistoryCommand } from "./history-command.ts"
import { shorten, shortScript } from "./short-script.ts"

/** What made a layer. */
export interface LayerStep {
  /** The command, short; `base` where the history says none. */
  readonly step: string
  /** The history's own words. */
  readonly createdBy?: string
  readonly at?: SourcePlace
  /** Folder or file that a COPY or ADD wrote, absolute; absent where an image begins so. */
  readonly copiedTo?: string
}

const base = "base"

/** Classic docker names sources by a checksum: `COPY dir:5e63... in /app `. */
const classicCopy = /^(?:file|dir|multi):\S+ in (?<target>.*)$/s

function copyTarget(text: string): string {
  return classicCopy.exec(text)?.groups?.target?.trim() ?? text.split(/\s+/).at(-1) ?? ""
}

function absolute(path: string, folder: string): string {
  return path.startsWith("/") ? path : `${folder.replace(/\/$/, "")}/${path.replace(/^\.\/?/, "")}`
}

function describe({ instruction, text }: HistoryCommand): string {
  switch (instruction) {
    case "":
      return shorten(text)
    case "RUN":
      return `RUN ${shortScript(text)}`
    case "COPY":
    case "ADD":
      return shorten(`${instruction} ${text.replace(classicCopy, "$<target>")}`)
    default:
      return shorten(`${instruction} ${text}`)
  }
}

function layerStep(command: HistoryCommand, createdBy: string, folder: string): LayerStep {
  if (command.instruction !== "COPY" && command.instruction !== "ADD") return { step: describe(command), createdBy }
  const target = absolute(copyTarget(command.text), folder)
  // A distribution's archive unpacked at the root is where an image begins.
  if (target === "/" && classicCopy.test(command.text)) return { step: base, createdBy }
  return { step: describe(command), createdBy, copiedTo: target }
}

function steps(history: readonly HistoryEntry[]): readonly LayerStep[] {
  const found: LayerStep[] = []
  let folder = "/"
  for (const { createdBy, emptyLayer } of history) {
    const command = createdBy ? parseHistoryCommand(createdBy) : undefined
    if (command?.instruction === "WORKDIR") folder = absolute(command.text, folder)
    if (emptyLayer) continue
    found.push(command && createdBy ? layerStep(command, createdBy, folder) : { step: base })
  }
  return found
}

/**
 * Says for each layer what made it, from the image's history. Where a history has fewer entries than the image has
 * layers, the lowest layers are the ones without: histories grow at their end.
 */
export function layerSteps({ layers, history }: Pick<ImageFiles, "layers" | "history">): readonly LayerStep[] {
  const known = steps(history).slice(-layers.length)
  const missing = Array.from({ length: layers.length - known.length }, (): LayerStep => ({ step: base }))
  return [...missing, ...known]
}
