import { expect, it } from "vitest"
import { overview } from "../../../lib/cli/actions/build/overview.ts"
import type { Metrics } from "../../../lib/metrics/index.ts"

it("overview has a line for each image", () => {
  const of = (tag: string, unpackedBytes: number, seconds: number) =>
    ({ image: { tags: [tag], id: "sha256:1" }, unpackedBytes, seconds }) as unknown as Metrics
  const built = [
    { metrics: of("base:server", 4_000_000_000, 61), builder: "farm-a" },
    { metrics: of("base:desktop", 21_000_000_000, 600), builder: "farm-b" },
  ]
  expect(overview(built, 605)).toBe(`2 images in 10 min 05 s on 2 builders
   4.00 GB  base:server   61 s on farm-a
  21.00 GB  base:desktop  10 min 00 s on farm-b`)
})
