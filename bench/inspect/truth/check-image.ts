import type { StoredImage } from "../../../lib/engine/store/types.ts"
import type { Engine } from "../../../lib/engine/types.ts"
import { type InspectedImage, inspectImage } from "../../../lib/inspect/index.ts"
import { imageSizes } from "../../../lib/ledger/index.ts"
import { ask, type Listed, type Question } from "./ask.ts"
import { explainEach } from "./classes.ts"
import { commandSays } from "./command-says.ts"
import { compareEntries, type Difference } from "./compare-entries.ts"
import { compareOwners, type OwnerDifference } from "./compare-owners.ts"
import { explainBeyond } from "./explain-beyond.ts"
import { explainOthers } from "./explain-others.ts"
import { makeListers } from "./listers.ts"
import { ownLayer, ownRoot } from "./own-entries.ts"
import { readLayer, tarReaders } from "./read-layer.ts"
import type { Oracle, Truth } from "./truth.ts"
import { type RootEntry, type WalkedRoot, walkRoot } from "./walk-root.ts"

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const lineOf = ({ side, line, entry }: Difference & { readonly bytes: number }): string =>
  `${entry.path}: ${side === "ours" ? "only inspect has" : "inspect has no"} ${line}`
const withBytes = (differences: readonly Difference[]) =>
  differences.map((difference) => ({ ...difference, bytes: difference.entry.bytes }))

/** Each layer's entries as inspect and two readers of tars see them. */
async function readersSay(image: StoredImage, { files }: InspectedImage): Promise<readonly Oracle[]> {
  const found = tarReaders.map(({ name }) => ({ name, entries: 0, bytes: 0, differences: [] as Difference[] }))
  for (const [number, layer] of image.layers.entries()) {
    const own = ownLayer(files, number)
    for (const [index, entries] of (await readLayer(layer)).entries()) {
      const oracle = found[index]
      if (!oracle) continue
      oracle.entries += entries.length
      oracle.bytes += sum(entries.map(({ bytes }) => bytes))
      oracle.differences.push(...compareEntries(own, entries))
    }
  }
  return found.map(({ differences, ...oracle }) => ({
    ...oracle,
    ...explainEach(withBytes(differences), () => undefined, lineOf),
  }))
}

/** File bytes of a tree, a hard-linked file once. */
function treeBytes(entries: readonly RootEntry[]): number {
  const files = new Map(entries.filter(({ kind }) => kind === "file").map(({ inode, bytes }) => [inode, bytes]))
  return sum([...files.values()])
}

/** The finished file system as inspect and Linux see it. */
function rootSays({ files, ledger }: InspectedImage, { entries }: WalkedRoot): Oracle {
  const bytes = treeBytes(entries)
  const { visibleBytes } = imageSizes(ledger)
  const paths = new Set(ownRoot(files).map(({ path }) => path))
  const explained = explainEach(
    withBytes(compareEntries(ownRoot(files), entries)),
    // Tars may leave folders out, and need not have the root.
    ({ side, entry }) =>
      side === "theirs" && entry.kind === "directory" && !paths.has(entry.path)
        ? "a folder that no layer has an entry for"
        : undefined,
    lineOf,
  )
  const wrong = bytes === visibleBytes ? [] : [`${bytes} bytes, visible in the ledger ${visibleBytes}`]
  return {
    name: "mounted root",
    entries: entries.length,
    bytes,
    classes: explained.classes,
    unexplained: [...wrong, ...explained.unexplained],
  }
}

function ownerLine({ entry, bytes, ledger, listed }: OwnerDifference): string {
  const { ecosystem, name, version, location } = ledger
  const others = listed.map((one) => `${one.ecosystem} ${one.owner}`).join(", ") || "listed by nobody"
  return `${entry.path} (${bytes} bytes): ${ecosystem} ${name} ${version ?? ""} ${location ?? ""}; ${others}`
}

/**
 * Holds what `inspect` says of an image against a tree that Linux mounts, two readers of tars and the image's own
 * package managers. The image has to be in the classic store of an engine on this machine; needs root and Python.
 */
export async function checkImage(engine: Engine, ref: string, questions: readonly Question[]): Promise<Truth> {
  const image = await engine.images.open(ref)
  try {
    const inspected = await inspectImage(image, { ref })
    const { ledger, files } = inspected
    const listed: Listed[] = []
    for (const question of questions) listed.push(...(await ask(engine, ref, question)))
    const root = await walkRoot(
      image,
      listed.map(({ path, isFolder }) => (isFolder ? `${path}/.` : path)),
    )
    const listers = makeListers(listed, root.places)
    const owners = compareOwners(inspected, listed, listers)
    const ends = new Map(root.entries.filter(({ end }) => end !== "").map(({ path, end }) => [path, end]))
    return {
      image: ref,
      layers: image.layers.length,
      entries: files.rows.path.length,
      visibleEntries: ownRoot(files).length,
      ...imageSizes(ledger),
      unownedBytes: sum([...ledger.rows.bytes].filter((_, row) => ledger.rows.package[row] === 0)),
      oracles: [...(await readersSay(image, inspected)), rootSays(inspected, root), commandSays(ref, inspected)],
      ecosystems: owners.ecosystems,
      others: explainEach(owners.others, explainOthers, ownerLine),
      beyond: explainEach(owners.beyond, explainBeyond(inspected, listed, listers, ends), ownerLine),
    }
  } finally {
    await image.close()
  }
}
