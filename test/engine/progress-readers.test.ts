import { describe, expect, test } from "vitest"
import { buildLog } from "../../lib/engine/build/build-log.ts"
import { plainReader } from "../../lib/engine/build/plain-progress.ts"
import { rawJsonReader } from "../../lib/engine/build/raw-json.ts"

const failure = `Dockerfile:2
--------------------
   2 | >>> RUN false
--------------------
ERROR: failed to solve: process did not complete successfully: exit code: 1
`

describe("rawJsonReader", () => {
  const indented = (value: object) => `${JSON.stringify(value, null, 2)}\n`
  const message = { vertexes: [{ digest: "a", name: "say { and }" }] }

  test("reads messages over many lines, in pieces of any size", () => {
    const text = indented(message) + indented({ logs: [] }) + failure
    for (const size of [1, 7, 64, text.length]) {
      const reader = rawJsonReader()
      const found = []
      for (let at = 0; at < text.length; at += size) found.push(...reader.add(text.slice(at, at + size)))
      expect(found).toEqual([message, { logs: [] }])
      expect(reader.rest.join("\n")).toBe(failure.trimEnd())
    }
  })

  test("reads messages of one line each", () => {
    const reader = rawJsonReader()
    expect(reader.add(`${JSON.stringify(message)}\nWARNING: old\n`)).toEqual([message])
    expect(reader.rest).toEqual(["WARNING: old"])
  })

  test("text that only begins like a message is kept as text", () => {
    const reader = rawJsonReader()
    expect(reader.add("{ echo hi; }\n")).toEqual([])
    expect(reader.rest).toEqual(["{ echo hi; }"])
  })
})

describe("plainReader", () => {
  test("gives the same events as rawjson would", () => {
    const output = `#0 building with "default" instance using docker driver

#5 [1/2] RUN echo hi
#5 CACHED

#6 [2/2] RUN false
#6 0.130 oops
#6 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1
------
${failure}`
    const reader = plainReader(() => new Date(0))
    const log = buildLog()
    const events = reader.add(output).flatMap((status) => log.add(status))
    expect(events.map((event) => event.kind)).toEqual([
      ...["step-started", "step-started", "step-finished", "step-started", "log", "step-finished"],
    ])
    expect(log.steps()).toContainEqual({ name: "[1/2] RUN echo hi", seconds: 0, cached: true })
    expect(log.failed()).toMatchObject({ name: "[2/2] RUN false", lines: ["oops"] })
    expect(reader.rest).toContain("Dockerfile:2")
  })
})
