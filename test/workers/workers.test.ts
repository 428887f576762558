import { availableParallelism } from "node:os"
import { describe, expect, it } from "vitest"
import { Workers } from "../../lib/workers/workers.ts"

const basename = { module: "node:path", name: "basename" }

describe("threads", () => {
  it("answer what they are asked, however many are asked at once", async () => {
    const workers = new Workers()
    const names = Array.from({ length: 3 * availableParallelism() }, (_, number) => `folder/${number}`)
    const answers = await Promise.all(names.map((name) => workers.call<string, string>(basename, name)))
    workers.close()
    expect(answers).toEqual(names.map((_, number) => String(number)))
  })

  it("throw what was thrown", async () => {
    const workers = new Workers()
    await expect(workers.call(basename, 5)).rejects.toThrow(/must be of type string/)
    await workers.stop()
  })

  it("say once that they run, all that were started together", async () => {
    let said = 0
    const workers = new Workers(() => said++)
    expect(said).toBe(0)
    const asked = Array.from({ length: availableParallelism() }, () => workers.call<string, string>(basename, "a"))
    await Promise.all(asked)
    await workers.call(basename, "b")
    workers.close()
    expect(said).toBe(1)
  })
})
