import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { finishedLine } from "../../lib/progress/finished-line.ts"
import { fitLine } from "../../lib/progress/fit-line.ts"
import { liveLines } from "../../lib/progress/live-lines.ts"
import { nothingYet } from "../../lib/progress/state.ts"
import { finished, names, plan, started, stateAfter } from "./support.ts"

/** Any characters, control characters among them more than their share. */
const text = fc
  .array(fc.oneof(fc.nat(0xff), fc.nat(0x10ffff)), { maxLength: 150 })
  .map((codes) => String.fromCodePoint(...codes))

describe("fitLine", () => {
  test("takes out what would move the cursor, colour or wrap", () => {
    expect(fitLine("\u001b[31mred\u001b[0m\r\n50 %\tof\u0007 it", 80)).toBe("red 50 % of  it")
    expect(fitLine("abcdef", 3)).toBe("abc")
    expect(fitLine("漢字かな", 5)).toBe("漢字")
  })

  test("gives one line of printable characters that fits, whatever a step prints", () => {
    fc.assert(
      fc.property(text, fc.nat(100), (printed, columns) => {
        const line = fitLine(printed, columns)
        expect([...line].length).toBeLessThanOrEqual(columns)
        expect(line).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

describe("the line of a step that ended", () => {
  const line = (how: Parameters<typeof finished>[2]) => {
    const event = finished("1", names.apt, how)
    return event.kind === "step-finished" ? finishedLine(event, "apt").trimStart() : ""
  }
  test.each([
    [{ seconds: 75 }, "75 s  apt"],
    [{ seconds: 0, cached: true }, "cached  apt"],
    [{ error: "process did not complete: exit code: 1" }, "FAILED  apt"],
    // Steps beside the one that failed, and all of them after Ctrl-C.
    [{ error: "CANCELED: context canceled" }, "stopped  apt"],
  ])("%j", (how, expected) => expect(line(how)).toBe(expected))
})

describe("live lines", () => {
  const show = (live: Partial<Parameters<typeof liveLines>[0]>) =>
    liveLines({ plan, state: nothingYet, known: {}, begun: 0, now: 0, columns: 80, ...live })

  test("say how far the build is, about how long it still takes, and what runs", () => {
    const state = stateAfter([
      finished("1", names.download, { seconds: 10 }),
      started("2", names.apt, 10_000),
      { kind: "log", id: "2", text: "Unpacking git" },
    ])
    const known = { "node: download": 10, "runtime: apt(git)": 60, "runtime: copy": 30 }
    expect(show({ state, known, now: 22_000 })).toEqual([
      "22 s, 1/3 steps, 22 %, about 80 s left",
      "        12 s  runtime: apt(git)  | Unpacking git",
    ])
  })

  test("say nothing of time where nothing is known, or all is done", () => {
    expect(show({})).toEqual(["0.0 s, 0/3 steps, 0 %"])
    const all = stateAfter(Object.values(names).map((name) => finished(name, name)))
    expect(show({ state: all, now: 3_000 })).toEqual(["3.0 s, 3/3 steps, 100 %"])
    expect(show({ plan: [] })).toEqual(["0.0 s"])
  })

  test("show six steps and count the others", () => {
    const state = stateAfter(Array.from({ length: 8 }, (_, index) => started(`${index}`, `exporting ${index}`)))
    const lines = show({ state })
    expect(lines.length).toBe(8)
    expect(lines.at(-1)?.trim()).toBe("and 2 more")
  })

  test("never wrap", () => {
    const state = stateAfter([started("1", names.apt), { kind: "log", id: "1", text: "x".repeat(500) }])
    for (const columns of [10, 40, 132])
      for (const line of show({ state, columns })) expect(line.length).toBeLessThan(columns)
  })
})
