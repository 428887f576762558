import fc from "fast-check"
import { expect, test } from "vitest"
import { makeScreen } from "../../lib/progress/screen.ts"
import { makeTerminal } from "./terminal.ts"

const someLines = fc.array(fc.stringMatching(/^[a-z ]{0,20}$/), { maxLength: 5 })

test("lasting lines stay in order, and below them are only the last live ones", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(someLines, someLines)), (paints) => {
      const { write, shown } = makeTerminal()
      const screen = makeScreen(write)
      for (const [above, live] of paints) screen.paint(above, live)
      expect(shown()).toEqual([...paints.flatMap(([above]) => above), ...(paints.at(-1)?.[1] ?? [])])
    }),
  )
})

test("a painting is one write, so that nothing flickers; nothing to paint is none", () => {
  const writes: string[] = []
  const screen = makeScreen((text) => writes.push(text))
  screen.paint([], [])
  screen.paint(["a"], ["b", "c"])
  screen.paint([], [])
  expect(writes.length).toBe(2)
})
