import { expect, test } from "vitest"
import { didYouMean, suggest } from "../../lib/errors/index.ts"

const variants = ["desktop", "minimal", "server"]

test.each([
  ["sever", "server"],
  ["SERVER", "server"],
  ["desktpo", "desktop"],
  ["minimla", "minimal"],
  ["kubernetes", undefined],
  ["", undefined],
])("%j: %s", (input, meant) => {
  expect(suggest(input, variants)).toBe(meant)
})

test("the nearest wins", () => {
  expect(suggest("buil", ["bull-frog", "bulk", "build"])).toBe("build")
})

test("says what is known, also where nothing is near or there", () => {
  expect(didYouMean("sever", variants)).toBe("Did you mean 'server'? Known: desktop, minimal, server.")
  expect(didYouMean("kubernetes", variants)).toBe("Known: desktop, minimal, server.")
  expect(didYouMean("sever", [])).toBe("None is defined.")
})
