import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Budget, budgetSchema } from "../../lib/budget/budget-schema.ts"
import { checkBudget } from "../../lib/budget/check-budget.ts"
import { checkSchema } from "../../lib/budget/check-schema.ts"
import { measureLedger } from "../../lib/budget/measurements.ts"
import { arbitraryLedger } from "../ledger/support/arbitrary-ledger.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"

const ledger = makeLedger({
  ref: "x:1",
  layers: [
    { step: "base", compressedBytes: 10 },
    { step: "pip", compressedBytes: 400 },
    { step: "pip", compressedBytes: 100 },
  ],
  packages: [
    { ecosystem: "dpkg", name: "libc6", version: "2" },
    { ecosystem: "python", name: "torch", version: "2", location: "opt/a" },
    { ecosystem: "python", name: "torch", version: "2", location: "opt/b" },
  ],
  rows: [
    { path: "usr/lib/libc.so", bytes: 100, package: 1, category: "library" },
    { path: "opt/a/torch.so", bytes: 1000, layer: 1, package: 2, category: "library" },
    { path: "opt/b/torch.a", bytes: 500, layer: 2, package: 3, category: "static-archive" },
  ],
})
const image = measureLedger(ledger)

/** Verdicts with the figure, in a line each. */
function lines(budget: Budget, baseline = undefined as typeof image | undefined, of = image) {
  const result = checkSchema.parse(checkBudget(budgetSchema.parse(budget), of, baseline))
  expect(result.passed).toBe(result.checks.every(({ verdict }) => verdict === "within"))
  return result.checks.map(
    ({ of, key, size, limitBytes, actualBytes, baselineBytes, verdict, reason }) =>
      `${of} ${key} ${size} ${baselineBytes === undefined ? "" : `${baselineBytes} -> `}${actualBytes}/${limitBytes} ${verdict}${reason ? `: ${reason}` : ""}`,
  )
}

describe("checkBudget", () => {
  it("holds a figure at its limit to be within, one byte more to be over", () => {
    expect(lines({ total: 1600 })).toEqual(["total  unpacked 1600/1600 within"])
    expect(lines({ total: "1.599 kB" })).toEqual(["total  unpacked 1600/1599 over"])
    expect(lines({ total: { unpacked: "1.6 kB", compressed: 509 } })).toEqual([
      "total  unpacked 1600/1600 within",
      "total  compressed 510/509 over",
    ])
  })

  it("limits layers, steps, packages, categories and paths by name", () => {
    expect(
      lines({
        layers: { 1: { compressed: 399 } },
        steps: { pip: { unpacked: 1500, compressed: 499 } },
        packages: { "dpkg:libc6": 99, "python:torch": 1500, "python:torch@opt/a": 999 },
        categories: { "static-archive": 0, cache: 0 },
        paths: { "opt/a": 1000, "**/*.a": 0, "/usr/lib/": 50, "**/nothing": 5 },
      }),
    ).toEqual([
      "layers 1 compressed 400/399 over",
      "steps pip unpacked 1500/1500 within",
      "steps pip compressed 500/499 over",
      "packages dpkg:libc6 unpacked 100/99 over",
      "packages python:torch unpacked 1500/1500 within",
      "packages python:torch@opt/a unpacked 1000/999 over",
      "categories static-archive unpacked 500/0 over",
      "categories cache unpacked 0/0 within",
      "paths opt/a unpacked 1000/1000 within",
      "paths **/*.a unpacked 500/0 over",
      "paths /usr/lib/ unpacked 100/50 over",
      "paths **/nothing unpacked 0/5 within",
    ])
  })

  it("limits each of a kind: all that are over, or else the heaviest", () => {
    expect(lines({ layers: { "*": 400 } })).toEqual([
      "layers 1 unpacked 1000/400 over",
      "layers 2 unpacked 500/400 over",
    ])
    expect(lines({ layers: { "*": 5000 }, packages: { "*": 5000 } })).toEqual([
      "layers 1 unpacked 1000/5000 within",
      "packages python:torch@opt/a unpacked 1000/5000 within",
    ])
  })

  it("fails where something was not measured, or is not there", () => {
    const { path: _path, packages: _packages, ...less } = image
    const plain = { ...less, total: { unpacked: 5 } }
    expect(lines({ total: { compressed: "9 GB" }, packages: { "*": 1 }, paths: { usr: 1 } }, undefined, plain)).toEqual(
      [
        "total  compressed undefined/9000000000 missing: the compressed size was not measured",
        "packages * unpacked undefined/1 missing: x:1 tells nothing of packages",
        "paths usr unpacked undefined/1 missing: x:1 tells nothing of paths",
      ],
    )
    expect(lines({ layers: { 7: "1 GB" }, steps: { pipp: 1 }, packages: { "dpkg:x": 1 }, paths: { srv: 1 } })).toEqual([
      "layers 7 unpacked undefined/1000000000 missing: there is no layer '7'; mend the name, or let the limit be 0",
      "steps pipp unpacked undefined/1 missing: there is no step 'pipp'; mend the name, or let the limit be 0",
      "packages dpkg:x unpacked undefined/1 missing: there is no package 'dpkg:x'; mend the name, or let the limit be 0",
      "paths srv unpacked undefined/1 missing: there is no path 'srv'; mend the name, or let the limit be 0",
    ])
    expect(lines({ packages: { "dpkg:x": 0 }, paths: { srv: "0 B" }, steps: { x: "0.5 kB" } })).toEqual([
      "steps x unpacked undefined/500 missing: there is no step 'x'; mend the name, or let the limit be 0",
      "packages dpkg:x unpacked 0/0 within",
      "paths srv unpacked 0/0 within",
    ])
  })

  it("limits growth by bytes or by share; what is new has grown from nothing, what is gone has not grown", () => {
    const now = measureLedger(
      makeLedger({
        ref: "x:2",
        layers: [{ step: "base" }, { step: "pip" }, { step: "new" }],
        packages: [
          { ecosystem: "dpkg", name: "libc6", version: "3" },
          { ecosystem: "dpkg", name: "vim", version: "1" },
        ],
        rows: [
          { path: "usr/lib/libc.so", bytes: 110, package: 1 },
          { path: "usr/bin/vim", bytes: 1540, layer: 2, package: 2 },
        ],
      }),
    )
    const growth: NonNullable<Budget["growth"]> = {
      total: { unpacked: "3 %", compressed: "1 %" },
      steps: { base: "9.9%", pip: 0, gone: 0, "*": "1 kB" },
      packages: { "*": "100 B", "python:torch": 0 },
      categories: { other: "2 MB" },
    }
    expect(lines({ growth }, image, now)).toEqual([
      "total  unpacked 1600 -> 1650/48 over",
      "total  compressed undefined/undefined missing: the compressed size was not measured",
      "steps base unpacked 100 -> 110/9 over",
      "steps pip unpacked 1500 -> 0/0 within",
      "steps gone unpacked 0 -> 0/0 within",
      "steps new unpacked 0 -> 1540/1000 over",
      "packages dpkg:vim unpacked 0 -> 1540/100 over",
      "packages python:torch unpacked 1500 -> 0/0 within",
      "categories other unpacked 0 -> 1650/2000000 within",
    ])
    expect(lines({ growth: { total: 1 } }, undefined, now)).toEqual([
      "total  unpacked 0/undefined missing: there is no baseline",
    ])
    const { packages: _packages, ...metricsOnly } = image
    expect(lines({ growth: { packages: { "*": 1 } } }, metricsOnly, now)).toEqual([
      "packages dpkg:vim unpacked 1540/undefined missing: x:1 tells nothing of packages",
      "packages dpkg:libc6 unpacked 110/undefined missing: x:1 tells nothing of packages",
    ])
  })

  it("passes any image at its own sizes and fails it one byte below", () => {
    fc.assert(
      fc.property(arbitraryLedger, fc.constantFrom(0, 1), (made, less) => {
        const of = measureLedger(made)
        const own = (list: typeof of.layers = []) =>
          Object.fromEntries(
            list.filter(({ unpacked = 0 }) => unpacked > less).map(({ key, unpacked = 0 }) => [key, unpacked - less]),
          )
        const budget = { layers: own(of.layers), steps: own(of.steps), categories: own(of.categories) }
        const { checks } = checkBudget(budgetSchema.parse(budget), of)
        expect(checks.every(({ verdict }) => verdict === (less ? "over" : "within"))).toBe(true)
        expect(checkBudget({ growth: { total: 0, packages: { "*": "0 %" }, steps: { "*": 0 } } }, of, of).passed).toBe(
          true,
        )
      }),
    )
  })
})
