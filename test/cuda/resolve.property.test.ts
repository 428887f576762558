import fc from "fast-check"
import { expect, test } from "vitest"
import { type CudaRequest, cudaCatalogue, cudaCombinations, resolveCuda } from "../../lib/cuda/index.ts"
import { osNames } from "../../lib/distributions/index.ts"
import { StrataError } from "../../lib/errors/index.ts"
import { cudaOwners } from "../../lib/ir/index.ts"

test("every valid combination resolves to what was asked for", () => {
  let count = 0
  for (const os of osNames)
    for (const owner of cudaOwners)
      for (const combination of cudaCombinations(os, owner)) {
        expect(resolveCuda(os, { ...combination, owner }).choice).toStrictEqual({ ...combination, owner })
        count++
      }
  expect(count).toBeGreaterThan(100)
})

/** Reads the request back out of a fix, which is what a user would do. */
function requestIn(fix: string | undefined): CudaRequest {
  const [, version, owner, cudnn] =
    /\.cuda\(\{ version: "([^"]*)", owner: "([a-z-]+)"(?:, cudnn: (\d+))? \}\)$/.exec(fix ?? "") ?? []
  const known = cudaOwners.find((each) => each === owner)
  if (version === undefined || known === undefined) throw new Error(`no request in: ${fix}`)
  return { version, owner: known, ...(cudnn === undefined ? {} : { cudnn: Number(cudnn) }) }
}

const version = fc.oneof(
  fc.constantFrom(...cudaCatalogue.releases.map((release) => release.version)),
  fc.tuple(fc.nat(15), fc.nat(12), fc.nat(5)).map((parts) => parts.join(".")),
  fc.tuple(fc.nat(15), fc.nat(12)).map((parts) => parts.join(".")),
  fc.string(),
)

test("every refused one names a fix that resolves, for the same operating system", () => {
  let refused = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...osNames),
      fc.constantFrom(...cudaOwners),
      version,
      fc.option(fc.nat(12), { nil: undefined }),
      (os, owner, wanted, cudnn) => {
        const request: CudaRequest = { version: wanted, owner, ...(cudnn === undefined ? {} : { cudnn }) }
        try {
          resolveCuda(os, request)
        } catch (error) {
          if (!(error instanceof StrataError)) throw error
          refused++
          expect(error.code).toBe("cuda-not-available")
          expect(() => resolveCuda(os, requestIn(error.problems[0].fix))).not.toThrow()
        }
      },
    ),
    { numRuns: 2000 },
  )
  expect(refused).toBeGreaterThan(500)
})
