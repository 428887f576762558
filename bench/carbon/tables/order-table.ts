import { markdownTable } from "../../../lib/report/markdown.ts"
import { formatBytes } from "../../../lib/text/bytes.ts"
import type { CarbonVariant } from "../../../pipelines/carbon/legacy/contribution.ts"
import type { Case } from "../cases.ts"
import { find, type Results } from "./known.ts"
import { change, notMeasured, unpacked } from "./words.ts"

interface Walked {
  readonly does: string
  readonly role: Case["role"]
  readonly variant?: CarbonVariant
}

/** From legacy base to the family's, each on top of the one before. */
const walk: readonly Walked[] = [
  { does: "as it was", role: "legacy" },
  { does: "(3) creative applications to tools", role: "option-b" },
  { does: "(4, 5, 6) npm sets, no caches, one CUDA: phase 1", role: "phase1" },
  { does: "(1) builder and runtime apart: phase 2", role: "phase2" },
  {
    does: "beyond the plan: one Python, core desktop, no recommended packages, libraries of CUDA alone",
    role: "family",
  },
  { does: "(2) no desktop: variant `minimal`", role: "family", variant: "minimal" },
  { does: "(2) nor terminal comforts: variant `server`", role: "family", variant: "server" },
]

/** The strategies in the plan's order, on base. */
export function orderTable(results: Results): string {
  const sizes = walk.map(({ role, variant }) => find(results, role, "base", variant)?.metrics)
  const [legacy] = sizes
  const rows = walk.map(({ does }, number) => {
    const [before, after] = [sizes[number - 1], sizes[number]]
    return [
      does,
      unpacked(after),
      before && after ? formatBytes(before.unpackedBytes - after.unpackedBytes) : number === 0 ? "" : notMeasured,
      legacy && after && number > 0 ? change(after.unpackedBytes, legacy.unpackedBytes) : "",
    ]
  })
  return markdownTable(
    [
      { title: "step" },
      { title: "base", right: true },
      { title: "it saves", right: true },
      { title: "of legacy", right: true },
    ],
    rows,
  )
}
