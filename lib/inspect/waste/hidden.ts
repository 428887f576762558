import { rowStates } from "../../ledger/ledger.ts"
import type { FindingKind } from "../findings.ts"
import { entryKinds, noRow, type PlacedEntries } from "../image-files.ts"
import { type Context, makerOf } from "./context.ts"
import type { Draft } from "./draft.ts"
import { isBase, stepName, stepTitle } from "./step-name.ts"

const hardlink = entryKinds.indexOf("hardlink")
const visible = rowStates.indexOf("visible")
const deleted = rowStates.indexOf("deleted")

const kinds = ["overwritten", "copied-up", "deleted"] as const satisfies readonly FindingKind[]
type HiddenKind = (typeof kinds)[number]
/** Layers have 16-bit numbers. */
const layersMost = 65_536

/**
 * For each row that holds bytes, the row whose disappearance took them out of sight: its own, or the hard link to it that
 * was hidden last.
 */
function lastLinks({ rows }: PlacedEntries): Uint32Array {
  const last = Uint32Array.from(rows.content)
  for (let row = 0; row < last.length; row++) {
    if (rows.kind[row] !== hardlink) continue
    const content = rows.content[row] ?? noRow
    if (content === noRow) continue
    const before = last[content] ?? content
    if ((rows.hiddenBy[row] ?? 0) > (rows.hiddenBy[before] ?? 0)) last[content] = row
  }
  return last
}

interface Group {
  readonly kind: HiddenKind
  readonly from: number
  readonly by: number
  readonly rows: number[]
}

function describe({ layers }: Context, { kind, from, by, rows }: Group): Draft {
  const [maker, hider] = [layers[from], layers[by]]
  const making = stepName(maker)
  const [makingTitle, hidingTitle] = [stepTitle(maker), stepTitle(hider)]
  const fromBase = isBase(maker)
  switch (kind) {
    case "deleted":
      return {
        kind,
        rows,
        layer: from,
        title: `deleted by ${hidingTitle}: files of ${makingTitle}`,
        remedy: fromBase
          ? "Begin from a base without them: deleting them in a later step frees nothing."
          : `Delete them in ${making} itself: what a later step deletes stays in the layer below.`,
      }
    case "copied-up":
      return {
        kind,
        rows,
        layer: by,
        title: `copied up by ${hidingTitle}: files of ${makingTitle}`,
        remedy: `Set owner and mode where the files are made (COPY --chown, COPY --chmod, install -o -m)${fromBase ? ", or leave the base's files as they are" : ` in ${making}`}: chown, chmod and touch in a later step store every file once more.`,
      }
    case "overwritten":
      return {
        kind,
        rows,
        layer: by,
        title: `written again by ${hidingTitle}: files of ${makingTitle}`,
        remedy: fromBase
          ? "Begin from a base that already has them as they are wanted: the base's own copies stay in the image."
          : `Write them once: do both in one step, or keep ${making} from writing what is replaced.`,
      }
  }
}

/** Bytes that no longer show: written again, copied up or deleted by a later layer. One finding for each pair of steps. */
export function findHidden(context: Context): readonly Draft[] {
  const { files, copies } = context
  const { rows } = files
  const lastLink = lastLinks(files)
  const groups = new Map<number, Group>()
  for (let row = 0; row < rows.path.length; row++) {
    if (rows.bytes[row] === 0 || rows.state[row] === visible) continue
    const link = lastLink[row] ?? row
    const from = makerOf(context, row)
    const by = rows.hiddenBy[link] ?? 0
    const copy = copies.by[row] ?? noRow
    const isCopied = copy !== noRow && rows.layer[copy] === by
    const kind: HiddenKind = rows.state[link] === deleted ? "deleted" : isCopied ? "copied-up" : "overwritten"
    const key = (kinds.indexOf(kind) * layersMost + from) * layersMost + by
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { kind, from, by, rows: [row] })
  }
  return [...groups.values()].map((group) => describe(context, group))
}
