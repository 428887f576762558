import { describe, expect, it } from "vitest"
import { settle } from "../../../lib/cli/actions/build/settle.ts"
import { StrataError } from "../../../lib/errors/index.ts"

const failure = (message: string) => new StrataError({ code: "step-failed", message })

describe("settle", () => {
  it("gives the results in order", async () => {
    const late = new Promise<string>((resolve) => setImmediate(() => resolve("a")))
    expect(await settle([late, Promise.resolve("b")])).toEqual(["a", "b"])
  })

  it("throws what the only one that failed threw, after the others have ended", async () => {
    let ended = false
    const other = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      ended = true
    })
    const mine = failure("mine")
    await expect(settle([Promise.reject(mine), other])).rejects.toBe(mine)
    expect(ended).toBe(true)
  })

  it("gathers the problems of all that failed", async () => {
    const both = settle([Promise.reject(failure("one")), Promise.reject(failure("two"))])
    await expect(both).rejects.toMatchObject({ problems: [{ message: "one" }, { message: "two" }] })
  })

  it("hides no mistake behind a problem", async () => {
    const mistake = new TypeError("mistake")
    await expect(settle([Promise.reject(failure("one")), Promise.reject(mistake)])).rejects.toBe(mistake)
  })
})
