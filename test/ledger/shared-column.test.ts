import { Worker } from "node:worker_threads"
import { describe, expect, it } from "vitest"
import { grown } from "../../lib/ledger/grown.ts"
import { PathTable } from "../../lib/ledger/path-table.ts"
import { sharedColumn } from "../../lib/ledger/shared-column.ts"

/** Writes into the first place of an array in another thread, and ends. */
function writeElsewhere(column: Uint32Array, value: number): Promise<unknown> {
  const code = 'const { workerData } = require("node:worker_threads"); workerData.column[0] = workerData.value'
  const worker = new Worker(code, { eval: true, workerData: { column, value } })
  return new Promise((resolve) => worker.once("exit", resolve))
}

describe("a shared column", () => {
  it("is the same memory in another thread, also after it grew", async () => {
    const column = grown(sharedColumn(Uint32Array, 1), 100)
    await writeElsewhere(column, 7)
    expect([column.length, column[0]]).toEqual([100, 7])
  })

  it("is what a table of paths is made of, so that threads are told of it without a copy", () => {
    const table = new PathTable(1)
    for (let file = 0; file < 5000; file++) table.intern(`folder/${file}`)
    const { parents, nameStarts, names } = table.data
    for (const { buffer } of [parents, nameStarts, names]) expect(buffer).toBeInstanceOf(SharedArrayBuffer)
  })
})
