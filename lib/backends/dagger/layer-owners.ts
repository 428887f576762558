import type { HistoryEntry } from "../../engine/store/index.ts"
import type { AnyOp } from "../../ir/index.ts"

const run = /^mount \/ from exec /
const file = /^withfile /i
const copied = /^(withfile |Directory\.withDirectory$)/i
const folder = /^withNewDirectory /

/** What Dagger 0.21.8 writes of each layer that an op makes (seen on that engine); settings make none. */
function layersOf(op: AnyOp): readonly RegExp[] {
  switch (op.kind) {
    case "exec":
      return [run]
    case "file":
      return [file]
    case "copy":
      return op.sources.map(() => copied)
    case "workdir":
      return op.path === "/" ? [] : [folder]
    default:
      return []
  }
}

/**
 * Says for every layer which op made it, `"base"` for those below the first op; `undefined` where the history does not say
 * what it should, as of an engine of another version. The history's end is the target stage, so it is read backwards.
 * @param ops of the target, those of the stages that it begins at included
 */
export function layerOwners(
  history: readonly HistoryEntry[],
  layerCount: number,
  ops: readonly AnyOp[],
): readonly (AnyOp | "base" | undefined)[] {
  const made = history.filter(({ emptyLayer }) => !emptyLayer).map(({ createdBy = "" }) => createdBy)
  const expected = ops.flatMap((op) => layersOf(op).map((says) => ({ op, says })))
  const base = layerCount - expected.length
  const isKnown =
    made.length === layerCount && base >= 0 && expected.every(({ says }, index) => says.test(made[base + index] ?? ""))
  if (!isKnown) return new Array<undefined>(layerCount).fill(undefined)
  return [...new Array<"base">(base).fill("base"), ...expected.map(({ op }) => op)]
}
