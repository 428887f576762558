import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { estimate } from "../../lib/progress/estimate.ts"
import { nothingYet } from "../../lib/progress/state.ts"
import { finished, names, plan, started, stateAfter } from "./support.ts"

const known = { "node: download": 10, "runtime: apt(git)": 60, "runtime: copy": 30 }

describe("time left", () => {
  test("is that of earlier builds, less what is done and what has run", () => {
    expect(estimate(plan, nothingYet, known, 0)).toEqual({ share: 0, secondsLeft: 100 })
    const state = stateAfter([finished("1", names.download, { seconds: 10 }), started("2", names.apt, 1_000)])
    expect(estimate(plan, state, known, 21_000)).toEqual({ share: 0.3, secondsLeft: 70 })
  })

  test("of a step that takes longer than ever is none, and the others' stays", () => {
    const state = stateAfter([started("2", names.apt, 0)])
    expect(estimate(plan, state, known, 1_000_000).secondsLeft).toBe(40)
  })

  test("of a step that was never seen is the others' mean", () => {
    expect(estimate(plan, nothingYet, { "node: download": 10, "runtime: copy": 30 }, 0).secondsLeft).toBe(60)
  })

  test("is not said before anything is known: the share is that of the steps", () => {
    const state = stateAfter([finished("1", names.download, { seconds: 10 })])
    expect(estimate(plan, state, {}, 0)).toEqual({ share: 1 / 3 })
  })

  test("of a build without steps is none", () => {
    expect(estimate([], nothingYet, known, 0)).toEqual({ share: 0 })
  })
})

test("a step that ends never makes less done, and in the end all is", () => {
  const seconds = fc.double({ min: 0, max: 1e4, noNaN: true })
  const history = fc.dictionary(fc.constantFrom(...plan.map(({ label }) => label)), seconds)
  const order = fc.shuffledSubarray(Object.values(names), { minLength: 3 })
  fc.assert(
    fc.property(history, order, (before, steps) => {
      // Seconds as before: what a step really takes may show that there was more to do than was thought.
      const label = (name: string) => [...stateAfter([finished("1", name)]).done][0] ?? ""
      const events = steps.map((name) => finished(name, name, { seconds: before[label(name)] ?? 1, cached: true }))
      const shares = events.map((_, index) => estimate(plan, stateAfter(events.slice(0, index + 1)), before, 0).share)
      expect(shares).toEqual([...shares].sort((a, b) => a - b))
      expect(shares.at(-1)).toBe(1)
    }),
  )
})
