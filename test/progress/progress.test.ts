import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { makeProgress, type ProgressKind } from "../../lib/progress/index.ts"
import { finished, names, plan, started } from "./support.ts"
import { makeTerminal } from "./terminal.ts"

let written = ""
beforeEach(() => {
  written = ""
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written += text
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

/** A build of two steps, of which BuildKit reports one twice, and its own work before and after. */
function build(kind: ProgressKind) {
  const progress = makeProgress({ kind, plan, known: {} })
  progress.note("building")
  const events = [
    { kind: "note", text: "starting the engine" } as const,
    finished("0", "resolve image config for debian", { seconds: 3 }),
    started("1", names.apt),
    finished("1", names.apt, { seconds: 4 }),
    finished("1", names.apt, { seconds: 4 }),
    finished("2", names.copy, { cached: true, seconds: 0 }),
    finished("3", "exporting to image", { seconds: 2 }),
    finished("4", "writing image sha256:1", { seconds: 0.1 }),
  ]
  for (const event of events) progress.event(event)
  progress.end()
  progress.end()
  return progress
}

const lasting = [
  "building",
  "starting the engine",
  "       4.0 s  runtime: apt(git)",
  "      cached  runtime: copy",
  "       2.0 s  exporting to image",
]

describe("progress", () => {
  test("of several builds at once begins each line with what sets them apart", () => {
    const progress = makeProgress({ kind: "plain", plan, known: {}, prefix: "farm-a: " })
    progress.note("building")
    progress.event(finished("1", names.apt, { seconds: 4 }))
    progress.end()
    expect(written).toBe("farm-a: building\nfarm-a:        4.0 s  runtime: apt(git)\n")
  })

  test("in plain lines is one for each step that ended, and notes", () => {
    build("plain")
    expect(written).toBe(`${lasting.join("\n")}\n`)
  })

  test("on a terminal leaves the same lines", () => {
    build("tty")
    const { write, shown } = makeTerminal()
    write(written)
    expect(shown()).toEqual(lasting)
    expect(written).toContain("2/3 steps")
  })

  test("of kind none is silent", () => {
    build("none")
    expect(written).toBe("")
  })

  test("remembers the seconds of steps that ran", () => {
    expect(build("none").seconds()).toEqual({ "runtime: apt(git)": 4 })
  })
})
