import { categories, ecosystems, type Ledger, rowStates } from "../../ledger/index.ts"
import { formatPlace } from "../place.ts"
import { familyOf } from "./families.ts"
import type { PageData } from "./page-format.ts"
import { reduceLedger } from "./reduce-ledger.ts"

/** Enough for every file that can be seen or found by its weight, and small enough for a report of 1 to 2 MB. */
const limits = { nodes: 24_000, packages: 1500, rows: 48_000 }

/** A ledger as the page reads it. */
export function pageData(ledger: Ledger): PageData {
  const { layers, packages, nodes, rows } = reduceLedger(ledger, limits)
  return {
    ref: ledger.image.ref,
    categories,
    families: categories.map(familyOf),
    ecosystems,
    states: rowStates,
    layers: layers.map(({ step, at }) => ({ step, place: formatPlace(at) })),
    packages: {
      ecosystem: packages.map(({ ecosystem }) => ecosystems.indexOf(ecosystem)),
      name: packages.map(({ name }) => name),
      version: packages.map(({ version }) => version ?? ""),
      location: packages.map(({ location }) => location ?? ""),
    },
    nodes: {
      parents: nodes.parents,
      names: nodes.names.map((name, number) => (nodes.folders[number] && number > 0 ? `${name}/` : name)),
    },
    rows,
  }
}
