import { describe, expect, test } from "vitest"
import { buildLog } from "../../lib/engine/build/build-log.ts"
import type { SolveStatus } from "../../lib/engine/build/progress.ts"

const base64 = (text: string) => Buffer.from(text).toString("base64")
const at = (second: number) => new Date(1_700_000_000_000 + second * 1000).toISOString()
const vertex = (digest: string, more: object = {}): SolveStatus => ({
  vertexes: [{ digest, name: `[${digest}] RUN x`, ...more }],
})

describe("buildLog", () => {
  test("a step starts and finishes once for each interval, and its seconds add up", () => {
    const log = buildLog()
    expect(log.add(vertex("a"))).toEqual([])
    expect(log.add(vertex("a", { started: at(0) })).map((event) => event.kind)).toEqual(["step-started"])
    expect(log.add(vertex("a", { started: at(0) }))).toEqual([])
    expect(log.add(vertex("a", { started: at(0), completed: at(1) }))).toMatchObject([
      { kind: "step-finished", seconds: 1 },
    ])
    log.add(vertex("a", { started: at(5) }))
    const [last] = log.add(vertex("a", { started: at(5), completed: at(7), cached: true }))
    expect(last).toMatchObject({ kind: "step-finished", seconds: 3, cached: true })
    expect(log.steps()).toEqual([{ name: "[a] RUN x", seconds: 3, cached: true }])
  })

  test("logs come as whole lines, even when a letter is cut in two; the rest comes at the end", () => {
    const log = buildLog()
    log.add(vertex("a", { started: at(0) }))
    const bytes = Buffer.from("één\ntwee\r\nop 5%\rop 9%\nrest")
    const send = (piece: Buffer) => log.add({ logs: [{ vertex: "a", data: piece.toString("base64") }] })
    expect(send(bytes.subarray(0, 1))).toEqual([])
    expect(send(bytes.subarray(1))).toEqual([{ kind: "log", id: "a", text: "één\ntwee\nop 9%" }])
    expect(log.add(vertex("a", { completed: at(1) }))[0]).toEqual({ kind: "log", id: "a", text: "rest" })
  })

  test("the failed step is the one with an error of its own, with its last 20 lines", () => {
    const log = buildLog()
    log.add(vertex("stopped", { started: at(0), completed: at(1), error: "context canceled" }))
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`)
    log.add({ logs: [{ vertex: "bad", data: base64(`${lines.join("\n")}\n`) }] })
    log.add(vertex("bad", { started: at(0), completed: at(1), error: "exit code: 3" }))
    expect(log.failed()).toEqual({ name: "bad", error: "exit code: 3", lines: lines.slice(-20) })
  })

  test("nothing failed while nothing has an error", () => {
    const log = buildLog()
    log.add(vertex("a", { started: at(0), completed: at(1) }))
    expect(log.failed()).toBeUndefined()
  })

  test("steps are reported after those they need, whatever order BuildKit looked at them in", () => {
    const log = buildLog()
    log.add(vertex("two", { inputs: ["one"], started: at(0), completed: at(1), cached: true }))
    log.add(vertex("one", { started: at(0), completed: at(1), cached: true }))
    expect(log.steps().map((step) => step.name)).toEqual(["[one] RUN x", "[two] RUN x"])
  })

  test("progress has a total only where there is one", () => {
    const progress = (total: number | undefined) =>
      buildLog().add({ statuses: [{ id: "pull", vertex: "a", current: 1, ...(total === undefined ? {} : { total }) }] })
    expect(progress(undefined)).toEqual([{ kind: "progress", id: "a", label: "pull", current: 1 }])
    expect(progress(9)).toEqual([{ kind: "progress", id: "a", label: "pull", current: 1, total: 9 }])
  })
})
