import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { StrataError } from "../../../lib/errors/index.ts"
import type { LayerScan } from "../../../lib/inspect/scan/layer-scan.ts"
import type { LayerPart } from "../../../lib/inspect/scan/plain-part.ts"
import { type LayerTask, scanLayer } from "../../../lib/inspect/scan/scan-layer.ts"
import { SharedLayers, type SharedTask } from "../../../lib/inspect/scan/share-layers.ts"
import { PathTable } from "../../../lib/ledger/path-table.ts"
import { blockSize, padded, writeHeader } from "../../../lib/tar/index.ts"
import { changed, changes, sealed } from "../../tar/support/hostile-tar.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-shares-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, "layer.tar")

/** Small, so that a tar of some kilobytes has many. */
const spacingBytes = 2048

interface Entry {
  readonly name: string
  readonly content: Buffer
  readonly isExtended: boolean
}

const padding = (content: Buffer): Buffer => Buffer.alloc(padded(content.length) - content.length)

/** A PAX header that says the path of what comes next, or a global one. */
function paxHeader(flag: "x" | "g", key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`
  const length = rest.length + 2
  const body = Buffer.from(`${length + (length > 99 ? 1 : 0)}${rest}`)
  const block = writeHeader("pax", body.length)
  block.write(flag, 156, "latin1")
  return Buffer.concat([sealed(block), body, padding(body)])
}

function tarOf(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ name, content, isExtended }) => [
    ...(isExtended ? [paxHeader("x", "path", `long/${name}`)] : []),
    writeHeader(name, content.length),
    content,
    padding(content),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * blockSize)])
}

const plain = fc.nat({ max: 6000 }).map((length) => Buffer.alloc(length, "x"))
/** What looks like a header, and is a file's content: a tar in a tar. */
const nested = fc
  .array(fc.nat({ max: 1500 }), { maxLength: 6 })
  .map((sizes) => Buffer.concat(sizes.flatMap((size) => [writeHeader("inner", size), Buffer.alloc(padded(size))])))
const entry = fc.record({
  name: fc.stringMatching(/^[a-z]{1,12}(\/[a-z]{1,12}){0,3}$/),
  content: fc.oneof({ weight: 3, arbitrary: plain }, nested),
  isExtended: fc.boolean(),
})

/** Rows as text, of one scan after the other. */
function rowsOf(scans: readonly LayerScan[]): readonly string[] {
  return scans.flatMap(({ nodes, path, bytes, offset, mode }) => {
    const paths = new PathTable()
    const numbers = paths.internNodes(nodes)
    return Array.from(
      path,
      (node, row) => `${paths.path(numbers[node] ?? 0)} ${bytes[row]} ${offset[row]} ${mode[row]}`,
    )
  })
}

async function alone(tar: Buffer): Promise<readonly string[]> {
  writeFileSync(file, tar)
  const source = { kind: "file", file, offset: 0, size: tar.length } as const
  const part = await scanLayer({ diffId: "sha256:1", source })
  return rowsOf(part ? [part.scan] : [])
}

/**
 * Reads a tar as several threads would that take turns.
 * @param turns who is next: of the threads that were asked and did not answer yet, and one that asks anew
 */
async function together(tar: Buffer, turns: readonly number[], partRows = 1000, scans: LayerScan[] = []) {
  writeFileSync(file, tar)
  const source = { kind: "file", file, offset: 0, size: tar.length } as const
  const shared = new SharedLayers([{ diffId: "sha256:1", source, tarBytes: tar.length }], [0], {
    spacingBytes,
    partRows,
  })
  const count = { from: 0, middle: 0, range: 0 }
  let isComplete = false
  const read = async (task: LayerTask): Promise<LayerPart | undefined> => {
    const part = await scanLayer(task)
    if (part && task.shared) count[task.shared.kind]++
    return part
  }
  const waiting: SharedTask[] = []
  const answer = async (task: SharedTask | undefined): Promise<void> => {
    if (!task) return
    const progress = await shared.end(task, await read(task), read)
    scans.push(...progress.scans)
    isComplete ||= progress.isComplete
  }
  const ask = (): boolean => {
    const task = shared.next()
    if (task) waiting.push(task)
    return task !== undefined
  }
  ask()
  for (const turn of turns) {
    if (turn === 0) ask()
    else await answer(waiting.splice(turn % Math.max(1, waiting.length), 1)[0])
  }
  while (waiting.length > 0 || ask()) await answer(waiting.pop())
  return { rows: rowsOf(scans), count, isComplete }
}

describe("a tar that several threads read", () => {
  it("has the entries that one thread finds, in their order", async () => {
    const all = { from: 0, middle: 0, range: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 8, maxLength: 60 }),
        fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 4 })), { minLength: 2, maxLength: 8 }),
        fc.constantFrom(1, 5, 1000),
        async (entries, turns, partRows) => {
          const tar = tarOf(entries)
          const { rows, count, isComplete } = await together(tar, turns, partRows)
          all.from += count.from
          all.middle += count.middle
          expect(isComplete).toBe(true)
          expect(rows).toEqual(await alone(tar))
        },
      ),
      { numRuns: 300 },
    )
    expect(all.middle).toBeGreaterThan(100)
    expect(all.from).toBeGreaterThan(600)
  })

  it("is read by all of them, each part once", async () => {
    const entries = Array.from({ length: 200 }, (_, number) => {
      return { name: `f${number}`, content: Buffer.alloc(600), isExtended: number % 3 === 0 }
    })
    const { count, rows } = await together(tarOf(entries), [0, 0, 0, 3, 2, 1])
    expect({ count, rows: rows.length }).toEqual({ count: { from: 1, middle: 3, range: 0 }, rows: 200 })
  })

  it("is read in parts, while others help", async () => {
    const entries = Array.from({ length: 200 }, (_, number) => {
      return { name: `f${number}`, content: Buffer.alloc(600), isExtended: false }
    })
    const { count, rows } = await together(tarOf(entries), [0, 1], 20)
    expect({ count, rows: rows.length }).toEqual({ count: { from: 10, middle: 1, range: 0 }, rows: 200 })
  })

  it("is read as it is where what looks like a header is none", async () => {
    const inner = Buffer.concat(Array.from({ length: 40 }, () => writeHeader("inner", 0)))
    const tar = tarOf([{ name: "outer", content: inner, isExtended: false }])
    const { rows, count } = await together(tar, [0, 1], 5)
    expect(rows).toEqual([`outer ${inner.length} 512 420`])
    expect(count.middle).toBe(1)
  })

  it("has what a global header says, wherever threads begin", async () => {
    const many = Array.from({ length: 60 }, () => ({ name: "f", content: Buffer.alloc(600), isExtended: false }))
    const tar = Buffer.concat([tarOf(many).subarray(0, 30 * 1536), paxHeader("g", "uid", "77"), tarOf(many)])
    const uids = async (turns: readonly number[], partRows: number) => {
      const scans: LayerScan[] = []
      await together(tar, turns, partRows, scans)
      return scans.flatMap(({ uid }) => [...uid])
    }
    const expected = [...Array.from({ length: 30 }, () => 0), ...many.map(() => 77)]
    for (const turns of [[], [0, 1], [0, 0, 2, 1], [0, 0, 1, 2]])
      for (const headers of [3, 1000]) expect(await uids(turns, headers)).toEqual(expected)
  })

  it("that is damaged is an error, whoever comes to it", async () => {
    const many = Array.from({ length: 60 }, () => ({ name: "f", content: Buffer.alloc(600), isExtended: false }))
    const problem = expect.objectContaining({
      code: "engine-store",
      message: expect.stringContaining("cannot be read"),
    })
    for (let at = 4096; at < 88_000; at += 4096) {
      const tar = tarOf(many)
      tar.fill("x", at, at + 1536)
      await expect(alone(tar)).rejects.toEqual(problem)
      for (const turns of [[], [0, 1], [0, 0, 2, 1], [0, 0, 0, 1, 2, 3]])
        await expect(together(tar, turns, 10)).rejects.toEqual(problem)
    }
  })

  it("gives what one thread finds, or its error, whatever was done to it", async () => {
    const result = async (read: Promise<unknown>) => {
      try {
        return { found: await read }
      } catch (error) {
        return { error: error instanceof StrataError ? error.problems[0]?.message : error }
      }
    }
    let broken = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 8, maxLength: 40 }),
        changes,
        fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 4 })), { minLength: 2, maxLength: 8 }),
        fc.constantFrom(1, 5, 1000),
        async (entries, list, turns, partRows) => {
          const tar = changed(tarOf(entries), list)
          const expected = await result(alone(tar))
          if ("error" in expected) broken++
          expect(await result(together(tar, turns, partRows).then(({ rows }) => rows))).toEqual(expected)
        },
      ),
      { numRuns: Number(process.env.STRATA_HOSTILE_ARCHIVES ?? 300) },
    )
    expect(broken).toBeGreaterThan(20)
  }, 1_200_000)

  it("is read up to the entry that begins behind a place, wherever that is", async () => {
    const entries = Array.from({ length: 12 }, (_, number) => {
      return { name: `f${number}`, content: Buffer.alloc(number * 200), isExtended: true }
    })
    const tar = tarOf(entries)
    const expected = await alone(tar)
    const source = { kind: "file", file, offset: 0, size: tar.length } as const
    for (let until = 0; until <= tar.length; until += blockSize) {
      const range = { kind: "range", from: 0, until } as const
      const below = await scanLayer({ diffId: "sha256:1", source, shared: range })
      const rest = { kind: "range", from: below?.to ?? 0, until: Number.POSITIVE_INFINITY } as const
      const above = below?.end === "last" ? undefined : await scanLayer({ diffId: "sha256:1", source, shared: rest })
      expect(rowsOf([below, above].flatMap((part) => (part ? [part.scan] : [])))).toEqual(expected)
    }
  })
})
