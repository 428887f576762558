import { describe, expect, test } from "vitest"
import { labelOf, nothingYet } from "../../lib/progress/state.ts"
import { finished, names, plan, started, stateAfter } from "./support.ts"

describe("running steps", () => {
  test("have the user's own names, and the last line that they said", () => {
    const state = stateAfter([
      started("1", names.apt, 5_000),
      { kind: "log", id: "1", text: "Reading package lists\nUnpacking git\n" },
      { kind: "log", id: "1", text: "\n" },
    ])
    expect([...state.running.values()]).toEqual([{ label: "runtime: apt(git)", since: 5_000, line: "Unpacking git" }])
  })

  test("show how far a transfer is, in per cent where the whole is known", () => {
    const line = (total?: number) =>
      stateAfter([
        started("1", "exporting to image"),
        { kind: "progress", id: "1", label: "writing", current: 30, ...(total === undefined ? {} : { total }) },
      ]).running.get("1")?.line
    expect([line(120), line(), line(0)]).toEqual(["writing 25 %", "writing", "writing"])
  })

  test("leave BuildKit's own work and the bases out", () => {
    const own = ["[internal] load build context", "[context base] load", "[runtime 1/3] FROM debian", "[auth] pull"]
    expect(stateAfter(own.map((name, index) => started(`${index}`, name))).running.size).toBe(0)
    expect(labelOf(nothingYet, plan, "exporting  to\nimage")).toBe("exporting to image")
  })

  test("what is said of a step that nobody began is not kept", () => {
    const events = [{ kind: "log", id: "9", text: "stray" } as const, { kind: "note", text: "stray" } as const]
    expect(stateAfter(events)).toEqual(nothingYet)
  })
})

describe("finished steps", () => {
  test("are done; only those that ran have seconds", () => {
    const state = stateAfter([
      started("1", names.download),
      finished("1", names.download, { cached: true, seconds: 0 }),
      started("2", names.apt),
      finished("2", names.apt, { seconds: 12 }),
    ])
    expect(state.running.size).toBe(0)
    expect([...state.done]).toEqual(["node: download", "runtime: apt(git)"])
    expect(state.seconds).toEqual({ "runtime: apt(git)": 12 })
  })

  test("are not done where they failed", () => {
    const state = stateAfter([started("1", names.apt), finished("1", names.apt, { error: "exit code: 1" })])
    expect([state.running.size, state.done.size, state.seconds]).toEqual([0, 0, {}])
  })

  test("are found by number, whether BuildKit counts the base or has it as a build context", () => {
    const step = finished("1", "[runtime 2/3] RUN apt-get install git")
    expect([...stateAfter([step]).done]).toEqual(["runtime: apt(git)"])
    const contexts = [started("0", "[context debian:bookworm-slim] load metadata"), step]
    expect([...stateAfter(contexts).done]).toEqual(["runtime: copy"])
  })
})
