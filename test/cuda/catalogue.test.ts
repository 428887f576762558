import { describe, expect, test } from "vitest"
import { cudaCatalogue } from "../../lib/cuda/index.ts"
import { compareVersions } from "../../lib/cuda/version-distance.ts"
import { distributions } from "../../lib/distributions/index.ts"
import { catalogueSchema } from "./catalogue-schema.ts"

describe("the CUDA catalogue", () => {
  test("has the shape that its type promises", () => {
    expect(catalogueSchema.parse(cudaCatalogue)).toEqual(cudaCatalogue)
  })

  test("lists each version once, oldest first", () => {
    const versions = cudaCatalogue.releases.map((release) => release.version)
    expect(versions).toEqual([...new Set(versions)].sort(compareVersions))
  })

  test("pins only tags that it can make", () => {
    for (const { version, os, digests = {} } of cudaCatalogue.releases) {
      const tags = Object.entries(os).flatMap(([name, { cudnn }]) =>
        cudaCatalogue.flavours.flatMap((flavour) => [
          `${version}-${flavour}-${name}`,
          ...Object.values(cudnn).map((word) => `${version}-${word}-${flavour}-${name}`),
        ]),
      )
      expect(tags).toEqual(expect.arrayContaining(Object.keys(digests)))
    }
  })

  test("agrees with the distributions about minimum drivers of the same major version", () => {
    for (const { cuda } of Object.values<(typeof distributions)[keyof typeof distributions]>(distributions)) {
      if (!cuda) continue
      const major = cuda.version.split(".")[0]
      const drivers = cudaCatalogue.releases.filter((release) => release.version.split(".")[0] === major)
      expect(new Set(drivers.map((release) => release.minimumDriver))).toEqual(new Set([cuda.minimumDriver]))
    }
  })
})
