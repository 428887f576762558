import fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson, imageDigest, parseImage, validateImage } from "../../lib/ir/entry.ts"
import { arbitraryImage } from "../support/arbitrary-image.ts"

function everythingFrozen(value: unknown): boolean {
  return (
    typeof value !== "object" ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every((item) => everythingFrozen(item)))
  )
}

test("parseImage accepts what was printed, changes nothing, and freezes all of it", () => {
  fc.assert(
    fc.property(arbitraryImage, (image) => {
      expect(validateImage(image)).toEqual([])
      const text = canonicalJson(image)
      const parsed = parseImage(text)
      expect(parsed).toEqual(image)
      expect(canonicalJson(parsed)).toBe(text)
      expect(imageDigest(parsed)).toBe(imageDigest(image))
      expect(everythingFrozen(parsed)).toBe(true)
    }),
    { numRuns: 300 },
  )
})
