import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { chainIds, drift, family, type Ledger } from "../../lib/ledger/index.ts"
import { makeLedger } from "./support/make-ledger.ts"

/** An image of layers written as letters; the same letter is the same layer, of a weight of its own. */
function image(ref: string, letters: string): Ledger {
  return makeLedger({
    ref,
    layers: [...letters].map((letter) => ({ step: letter, diffId: letter === "?" ? "" : `sha256:${letter}` })),
    rows: [...letters].map((letter, layer) => ({ path: letter, bytes: 10 ** (letter.charCodeAt(0) % 8), layer })),
  })
}
const weight = (letters: string): number => [...letters].reduce((sum, each) => sum + 10 ** (each.charCodeAt(0) % 8), 0)

describe("chainIds", () => {
  it("is the OCI specification's", () => {
    const [first, second] = chainIds([{ diffId: "sha256:a" }, { diffId: "sha256:b" }])
    expect(first).toBe("sha256:a")
    // printf 'sha256:a sha256:b' | sha256sum
    expect(second).toBe("sha256:970a948bffa8de94d6e22d747ba8c95030e6e546909f98f54e99a13005e173a8")
  })

  it("does not know a layer above one without a digest", () => {
    expect(chainIds([{ diffId: "sha256:a" }, { diffId: "" }, { diffId: "sha256:b" }])).toEqual([
      "sha256:a",
      undefined,
      undefined,
    ])
  })
})

describe("family", () => {
  it("stores a common beginning once, and what lies on other layers again", () => {
    const { members, ...rest } = family([image("x", "abc"), image("y", "abd"), image("z", "ac")])
    expect(members).toEqual([
      { ref: "x", unpackedBytes: weight("abc"), uniqueBytes: weight("c"), sharedLayers: 2 },
      { ref: "y", unpackedBytes: weight("abd"), uniqueBytes: weight("d"), sharedLayers: 2 },
      { ref: "z", unpackedBytes: weight("ac"), uniqueBytes: weight("c"), sharedLayers: 1 },
    ])
    expect(rest).toEqual({
      separateBytes: weight("abcabdac"),
      storedBytes: weight("abcdc"),
      shared: [
        { diffId: "sha256:b", step: "b", unpackedBytes: weight("b"), images: [0, 1] },
        { diffId: "sha256:a", step: "a", unpackedBytes: weight("a"), images: [0, 1, 2] },
      ],
      // c of z would be that of x if it lay on the same layers.
      prefixBytes: weight("c"),
    })
  })

  it("shares nothing of what has no digest", () => {
    expect(family([image("x", "?"), image("y", "?")])).toMatchObject({ storedBytes: weight("??"), prefixBytes: 0 })
  })

  it("is what a host would store: chains as a set of whole prefixes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."abcde"), maxLength: 4 }), { maxLength: 4 }), (all) => {
        const prefixes = new Set(all.flatMap((each) => [...each].map((_, index) => each.slice(0, index + 1))))
        const stored = [...prefixes].reduce((sum, prefix) => sum + weight(prefix.slice(-1)), 0)
        const digests = new Set([...prefixes].map((prefix) => prefix.slice(-1)))
        const { members, storedBytes, prefixBytes } = family(all.map((letters, index) => image(`${index}`, letters)))
        expect(storedBytes).toBe(stored)
        expect(storedBytes - prefixBytes).toBe(weight([...digests].join("")))
        for (const [index, { uniqueBytes }] of members.entries()) {
          const without = family(all.filter((_, other) => other !== index).map((each) => image("", each))).storedBytes
          expect(uniqueBytes).toBe(storedBytes - without)
        }
      }),
    )
  })
})

describe("drift", () => {
  it("names the lowest layer that images do not share any longer", () => {
    const before = [image("x", "abc"), image("y", "abd"), image("z", "abc")]
    const now = [image("x", "aec"), image("y", "abd"), image("new", "abd")]
    expect(drift(before, now)).toEqual([
      { layer: 1, step: "e", refs: ["x", "y"], sharedBefore: weight("ab"), sharedNow: weight("a") },
    ])
    expect(drift(before, before)).toEqual([])
    expect(drift(now, [image("x", "abc"), image("y", "abd")])).toEqual([])
  })

  it("sees that one image has lost what it shared", () => {
    expect(drift([image("x", "ab"), image("y", "abc")], [image("x", "a"), image("y", "abc")])).toEqual([
      { layer: 1, step: "b", refs: ["x", "y"], sharedBefore: weight("ab"), sharedNow: weight("a") },
    ])
  })
})
