import { describe, expect, test } from "vitest"
import { buildFailure, dockerfileLine } from "../../lib/engine/build/build-failure.ts"
import { StepFailure } from "../../lib/engine/build/step-failure.ts"

const rest = [
  "WARNING: x",
  "Dockerfile:12",
  "--------------------",
  "  12 | >>> RUN <<EOF",
  "--------------------",
  "ERROR: failed to solve",
]
const step = {
  name: "[a 2/3] RUN x",
  error: 'process "x" did not complete successfully: exit code: 7',
  lines: ["one", "two"],
}

describe("dockerfileLine", () => {
  test("is the line that BuildKit names before it quotes the file", () => expect(dockerfileLine(rest)).toBe(12))
  test("is not taken from other text with a colon", () =>
    expect(dockerfileLine(["localhost:5000", "x"])).toBeUndefined())
})

describe("buildFailure", () => {
  test("of a step has its output, line and exit code", () => {
    const error = buildFailure(step, rest)
    expect(error).toBeInstanceOf(StepFailure)
    expect((error as StepFailure).step).toEqual({ name: step.name, dockerfileLine: 12, exitCode: 7 })
    expect(error.problems[0]).toMatchObject({ code: "step-failed", detail: "one\ntwo" })
    expect(error.message).toBe("[a 2/3] RUN x failed with exit code 7")
  })

  test("of a copy has BuildKit's words where there is no output", () => {
    const error = buildFailure({ name: "[2/2] COPY a b", error: '"/a": not found', lines: [] }, rest)
    expect(error.problems[0]).toMatchObject({ code: "step-failed", detail: '"/a": not found' })
  })

  test("of a base is no failure of a step", () => {
    const load = {
      name: "[internal] load metadata for x",
      error: "failed to do request: Head: no such host",
      lines: [],
    }
    expect(buildFailure(load, ["ERROR: failed to solve: x"]).code).toBe("base-unavailable")
  })

  test("of a base that BuildKit asks for itself is none either", () => {
    const from = {
      name: "[runtime 1/3] FROM r.test/x",
      error: "failed to resolve source metadata for r.test/x",
      lines: [],
    }
    expect(buildFailure(from, rest).code).toBe("base-unavailable")
  })

  test("of the daemon says to run it again", () => {
    const error = buildFailure(undefined, ["ERROR: failed to receive status: rpc error: code = Unavailable desc = EOF"])
    expect(error.problems[0]).toMatchObject({ code: "build-failed", fix: expect.stringContaining("again") })
  })

  test("of the Dockerfile's grammar shows what BuildKit says", () => {
    const error = buildFailure(undefined, ["ERROR: dockerfile parse error on line 2: unknown instruction: RUM"])
    expect(error.problems[0]).toMatchObject({ code: "build-failed", detail: expect.stringContaining("RUM") })
  })
})
