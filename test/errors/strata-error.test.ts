import { describe, expect, test } from "vitest"
import { errorCodes, exitCodes, type Problem, StrataError, throwIfAny } from "../../lib/errors/index.ts"

const first: Problem = {
  code: "unknown-variant",
  message: "there is no variant 'sever'",
  fix: "Did you mean 'server'?",
}
const second: Problem = { code: "network", message: "no answer" }

describe("StrataError", () => {
  test("carries every problem and is named after the first", () => {
    const error = new StrataError([first, second])
    expect(error.problems).toEqual([first, second])
    expect(error.message).toBe("there is no variant 'sever'\nno answer")
    expect(error.code).toBe("unknown-variant")
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe("StrataError")
  })

  test("takes one problem as it is, and a cause", () => {
    const cause = new Error("socket")
    const error = new StrataError(second, { cause })
    expect(error.problems).toEqual([second])
    expect(error.cause).toBe(cause)
  })

  test("knows the exit code of the command line", () => {
    expect(new StrataError(first).exitCode).toBe(2)
    expect(new StrataError(second).exitCode).toBe(3)
    expect(new StrataError([first, second]).exitCode).toBe(2)
  })
})

test("throwIfAny throws all or nothing", () => {
  expect(() => throwIfAny([])).not.toThrow()
  expect(() => throwIfAny([first, second])).toThrow(new StrataError([first, second]))
})

test("the exit codes are the contract: 0 good, 1 a check failed, 2 wrong use, 3 the environment", () => {
  expect(exitCodes).toEqual({ good: 0, checkFailed: 1, wrongUse: 2, environment: 3 })
  for (const code of Object.keys(errorCodes)) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
})
