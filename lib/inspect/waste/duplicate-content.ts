import { groupBy } from "../../collections/group-by.ts"
import { rowStates } from "../../ledger/ledger.ts"
import type { ContentContext } from "./context.ts"
import type { Draft } from "./draft.ts"
import { heaviestLayer } from "./heaviest-layer.ts"
import { listSome } from "./list-some.ts"
import { stepName } from "./step-name.ts"

const visible = rowStates.indexOf("visible")

/** Whose a copy is: its package, or, where nobody owns it, the two upper folders of its path. */
function keeperOf({ files, attribution }: ContentContext, row: number): string {
  const owner = attribution.packages[attribution.package[row] ?? 0]
  if (owner && owner.ecosystem !== "none")
    return [owner.name, owner.location && `in ${owner.location}`].filter(Boolean).join(" ")
  return files.paths
    .path(files.rows.path[row] ?? 0)
    .split("/")
    .slice(0, -1)
    .slice(0, 2)
    .join("/")
}

const nameAll = (names: readonly string[]): string => listSome(names.map((name) => `"${name || "/"}"`))

/**
 * Equal content at several paths: of N copies N-1 can go. Hard links to one content are one copy. One finding for all
 * contents that the same owners have; a copy that another finding frees anyway is the one that goes.
 * @param elsewhere rows that are told as duplicates already, by a finding that says more
 */
export function findDuplicateContent(
  context: ContentContext,
  elsewhere: ReadonlySet<number> = new Set(),
): readonly Draft[] {
  const { files, contents, freed } = context
  const { state, bytes } = files.rows
  const compared: number[] = []
  for (let row = 0; row < contents.same.length; row++) {
    if (contents.same[row] !== 0 && state[row] === visible && (bytes[row] ?? 0) > 0) compared.push(row)
  }
  const copies = [...groupBy(compared, (row) => contents.same[row]).values()].filter(({ length }) => length > 1)
  const sets = copies.map((all) => {
    const keepers = [...new Set(all.map((row) => keeperOf(context, row)))].sort()
    const kept = all.find((row) => !freed[row]) ?? all[0]
    return { keepers, rows: all.filter((row) => row !== kept) }
  })
  const told = sets.filter((set) => !set.rows.every((row) => elsewhere.has(row)))
  return [...groupBy(told, ({ keepers }) => keepers.join("\0")).values()].map((group): Draft => {
    const keepers = group[0]?.keepers ?? []
    const rows = group.flatMap((set) => set.rows)
    const layer = heaviestLayer(context, rows)
    const step = stepName(context.layers[layer])
    return {
      kind: "duplicate-content",
      rows,
      layer,
      title: keepers.length === 1 ? `equal files within ${nameAll(keepers)}` : `equal files in ${nameAll(keepers)}`,
      remedy:
        keepers.length === 1
          ? `Keep one of each and make the others links to it, in ${step}.`
          : `Install it once and let the others use it, or make the others symbolic links to one, in ${step}.`,
    }
  })
}
