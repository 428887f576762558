import type { Explained } from "./classes.ts"
import type { EcosystemTruth } from "./compare-owners.ts"

/** What another program says of an image, beside what `inspect` says. */
export interface Oracle extends Explained {
  readonly name: string
  readonly entries: number
  readonly bytes: number
}

/** How true `inspect` is of one image. Bytes are unpacked, a hard-linked file counts once. */
export interface Truth {
  readonly image: string
  readonly layers: number
  readonly entries: number
  readonly unpackedBytes: number
  readonly visibleEntries: number
  readonly visibleBytes: number
  readonly unownedBytes: number
  readonly oracles: readonly Oracle[]
  readonly ecosystems: readonly EcosystemTruth[]
  /** Files that a package manager lists, and that the ledger gives to another. */
  readonly others: Explained
  /** Files that the ledger gives to packages that do not list them. */
  readonly beyond: Explained
}

/** Everything that nothing explains, one text each. */
export function unexplained({ oracles, others, beyond, ...truth }: Truth): readonly string[] {
  const most = truth.unpackedBytes * 0.01
  return [
    ...oracles.flatMap(({ name, unexplained }) => unexplained.map((line) => `${name}: ${line}`)),
    ...others.unexplained,
    ...beyond.unexplained,
    ...(truth.unownedBytes > most ? [`${truth.unownedBytes} bytes are nobody's, more than 1 %`] : []),
  ]
}
