import fc from "fast-check"
import { categories, ecosystems, type Ledger, rowStates } from "../../../lib/ledger/index.ts"
import { makeLedger } from "./make-ledger.ts"

/** Few names, so that paths meet, with some that are trouble. */
const name = fc.constantFrom("usr", "lib", "a", "b.py", "*", "ö", "__proto__", "x y", "..x")
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"))
const version = fc.option(fc.constantFrom("1", "2"), { nil: undefined })

const onePackage = fc
  .record({
    ecosystem: fc.constantFrom(...ecosystems.slice(1)),
    name: fc.constantFrom("libc6", "torch", "constructor"),
    version,
  })
  .map(({ version: known, ...rest }) => ({ ...rest, ...(known === undefined ? {} : { version: known }) }))

/** Any ledger of up to four layers; `ref` is fixed. */
export const arbitraryLedger: fc.Arbitrary<Ledger> = fc
  .record({
    steps: fc.array(fc.constantFrom("base", "apt(curl)", "run"), { minLength: 1, maxLength: 4 }),
    packages: fc.array(onePackage, { maxLength: 4 }),
  })
  .chain(({ steps, packages }) =>
    fc
      .array(
        fc.record({
          path,
          bytes: fc.nat(2 ** 40),
          layer: fc.nat(steps.length - 1),
          package: fc.nat(packages.length),
          category: fc.constantFrom(...categories),
          state: fc.constantFrom(...rowStates),
        }),
        { maxLength: 30 },
      )
      .map((rows) => makeLedger({ layers: steps.map((step) => ({ step })), packages, rows })),
  )
