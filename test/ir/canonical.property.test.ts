import fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson, type Image, imageDigest } from "../../lib/ir/index.ts"
import { arbitraryImage } from "../support/arbitrary-image.ts"

/** The same value with the keys of every object in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}

function withOrigins(image: Image, step: string): Image {
  const stages = image.stages.map((stage) => ({
    ...stage,
    ops: stage.ops.map((op, line) => ({ ...op, origin: { step, at: { file: "other.ts", line: line + 1 } } })),
  }))
  return { ...image, stages }
}

test("canonical JSON does not depend on the order of keys and is read back as the same value", () => {
  fc.assert(
    fc.property(arbitraryImage, (image) => {
      const text = canonicalJson(image)
      expect(canonicalJson(reversed(image))).toBe(text)
      expect(JSON.parse(text)).toEqual(image)
    }),
  )
})

test("the digest sees what an image is, not where it was written", () => {
  fc.assert(
    fc.property(arbitraryImage, fc.string(), (image, step) => {
      const digest = imageDigest(image)
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(imageDigest(withOrigins(image, step))).toBe(digest)
      expect(imageDigest(reversed(image) as Image)).toBe(digest)
      expect(imageDigest({ ...image, name: `${image.name}x` })).not.toBe(digest)
    }),
  )
})
