import { expect, test } from "vitest"
import { byDistanceTo, compareVersions } from "../../lib/cuda/version-distance.ts"

const versions = ["11.8.0", "12.1.0", "12.1.1", "12.6.3", "12.8.0", "12.8.1", "13.0.0"]

test("versions are ordered as numbers", () => {
  expect(["12.10.0", "12.9.1", "9.0.0"].sort(compareVersions)).toEqual(["9.0.0", "12.9.1", "12.10.0"])
  expect(compareVersions("12.1", "12.1")).toBe(0)
})

test.each<[wanted: string, order: readonly string[]]>([
  ["12.1.0", ["12.1.0", "12.1.1", "12.6.3", "12.8.1", "12.8.0", "13.0.0", "11.8.0"]],
  ["12.1.9", ["12.1.1", "12.1.0", "12.6.3", "12.8.1", "12.8.0", "13.0.0", "11.8.0"]],
  // As far from 12.6 as from 12.8: the newer; of one minor the newest patch.
  ["12.7.0", ["12.8.1", "12.8.0", "12.6.3", "12.1.1", "12.1.0", "13.0.0", "11.8.0"]],
  // From below the next major begins at its oldest, from above at its newest.
  ["10.2.0", ["11.8.0", "12.1.1", "12.1.0", "12.6.3", "12.8.1", "12.8.0", "13.0.0"]],
  ["14.0.0", ["13.0.0", "12.8.1", "12.8.0", "12.6.3", "12.1.1", "12.1.0", "11.8.0"]],
  // What is left out means the newest.
  ["12.8", ["12.8.1", "12.8.0", "12.6.3", "12.1.1", "12.1.0", "13.0.0", "11.8.0"]],
  ["12", ["12.8.1", "12.8.0", "12.6.3", "12.1.1", "12.1.0", "13.0.0", "11.8.0"]],
  ["latest", ["13.0.0", "12.8.1", "12.8.0", "12.6.3", "12.1.1", "12.1.0", "11.8.0"]],
])("nearest to %s", (wanted, order) => {
  expect(versions.toSorted(byDistanceTo(wanted))).toEqual(order)
})
