import { chainIds } from "./chain-ids.ts"
import type { Ledger } from "./ledger.ts"
import { layerBytes } from "./sizes.ts"

/** An image of a family. */
export interface FamilyMember {
  readonly ref: string
  readonly unpackedBytes: number
  /** Unpacked bytes in layers that no other image of the family has. */
  readonly uniqueBytes: number
  /** Layers that it has in common with any other image, from the lowest up. */
  readonly sharedLayers: number
}

/** A layer at its place: together with all below it. */
export interface SharedLayer {
  readonly diffId: string
  readonly step: string
  readonly unpackedBytes: number
  /** Images that have it, as numbers in `members`. */
  readonly images: readonly number[]
}

/** What several images weigh together. All sizes are unpacked. */
export interface Family {
  readonly members: readonly FamilyMember[]
  /** Each image by itself. */
  readonly separateBytes: number
  /** What a host stores that has all: a layer once for each chain of layers below it. */
  readonly storedBytes: number
  /** Layers that more than one image has, heaviest first. */
  readonly shared: readonly SharedLayer[]
  /**
   * What the host would also save if equal layers that lie on different ones (and are therefore stored several times)
   * were a common beginning of their images.
   */
  readonly prefixBytes: number
}

interface Placed {
  readonly diffId: string
  readonly step: string
  readonly bytes: number
  readonly images: number[]
}

/** All layers of all images by their chain; one without a digest is nobody else's. */
function placedLayers(ledgers: readonly Ledger[]): ReadonlyMap<string, Placed> {
  const placed = new Map<string, Placed>()
  for (const [image, ledger] of ledgers.entries()) {
    const bytes = layerBytes(ledger)
    const chains = chainIds(ledger.layers)
    for (const [number, { diffId, step }] of ledger.layers.entries()) {
      const key = chains[number] ?? `${image} ${number}`
      const known = placed.get(key) ?? { diffId, step, bytes: bytes[number] ?? 0, images: [] }
      placed.set(key, { ...known, images: [...known.images, image] })
    }
  }
  return placed
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/**
 * Bytes stored more than once although the layers are equal: each digest's layers on different chains, but the first. An
 * empty digest is unknown, not equal.
 */
function repeatedBytes(placed: readonly Placed[]): number {
  const seen = new Set<string>()
  return sum(
    placed.map(({ diffId, bytes }) => {
      const isRepeated = diffId !== "" && seen.has(diffId)
      seen.add(diffId)
      return isRepeated ? bytes : 0
    }),
  )
}

/** What images have in common, and what they could. */
export function family(ledgers: readonly Ledger[]): Family {
  const placed = [...placedLayers(ledgers).values()]
  const members = ledgers.map(({ image: { ref } }, image) => {
    const own = placed.filter(({ images }) => images.includes(image))
    const shared = own.filter(({ images }) => images.length > 1)
    return {
      ref,
      unpackedBytes: sum(own.map(({ bytes }) => bytes)),
      uniqueBytes: sum(own.filter(({ images }) => images.length === 1).map(({ bytes }) => bytes)),
      sharedLayers: shared.length,
    }
  })
  return {
    members,
    separateBytes: sum(members.map(({ unpackedBytes }) => unpackedBytes)),
    storedBytes: sum(placed.map(({ bytes }) => bytes)),
    shared: placed
      .filter(({ images }) => images.length > 1)
      .map(({ diffId, step, bytes, images }) => ({ diffId, step, unpackedBytes: bytes, images }))
      .sort((a, b) => b.unpackedBytes - a.unpackedBytes),
    prefixBytes: repeatedBytes(placed),
  }
}

/** Images that had a layer in common and have not any longer. */
export interface Drift {
  /** Number of the lowest layer that they do not share any longer. */
  readonly layer: number
  /** The step that made it, as the first image has it now. */
  readonly step: string
  readonly refs: readonly [string, string]
  /** Unpacked bytes of layers they shared before, and share now. */
  readonly sharedBefore: number
  readonly sharedNow: number
}

/** How many layers two images share from the lowest up, and what these weigh. */
function sharedPrefix(a: Ledger, b: Ledger): { readonly layers: number; readonly bytes: number } {
  const chains = chainIds(b.layers)
  const fork = chainIds(a.layers).findIndex((chain, number) => chain === undefined || chain !== chains[number])
  const layers = fork < 0 ? a.layers.length : fork
  return { layers, bytes: sum([...layerBytes(a).slice(0, layers)]) }
}

/**
 * Where images that shared layers have come apart. Both lists hold the same images by `ref`, those of only one are left out.
 */
export function drift(before: readonly Ledger[], now: readonly Ledger[]): readonly Drift[] {
  const old = new Map(before.map((ledger) => [ledger.image.ref, ledger]))
  return now.flatMap((a, index) =>
    now.slice(index + 1).flatMap((b) => {
      const [oldA, oldB] = [old.get(a.image.ref), old.get(b.image.ref)]
      if (!oldA || !oldB) return []
      const then = sharedPrefix(oldA, oldB)
      const today = sharedPrefix(a, b)
      if (today.layers >= then.layers) return []
      const step = a.layers[today.layers]?.step ?? b.layers[today.layers]?.step ?? ""
      return [
        {
          layer: today.layers,
          step,
          refs: [a.image.ref, b.image.ref] as const,
          sharedBefore: then.bytes,
          sharedNow: today.bytes,
        },
      ]
    }),
  )
}
