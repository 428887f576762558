import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import type { LayerScan } from "../../../lib/inspect/scan/layer-scan.ts"
import type { LayerPart } from "../../../lib/inspect/scan/plain-part.ts"
import { scanLayer } from "../../../lib/inspect/scan/scan-layer.ts"
import { SharedLayers } from "../../../lib/inspect/scan/share-layers.ts"
import { PathTable } from "../../../lib/ledger/path-table.ts"
import { blockSize, padded, writeHeader } from "../../../lib/tar/index.ts"
import { sealed } from "../../tar/support/hostile-tar.ts"

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

/** @param order who is first: of the threads that were asked, the one to run next */
async function together(tar: Buffer, order: readonly number[]) {
  writeFileSync(file, tar)
  const source = { kind: "file", file, offset: 0, size: tar.length } as const
  const shared = new SharedLayers([{ diffId: "sha256:1", source, tarBytes: tar.length }], [0], spacingBytes)
  const tasks = shared.tasks()
  let parts: readonly LayerPart[] | undefined
  let helped = 0
  // Whoever was asked first may come last.
  const first = tasks.next()
  for (const turn of order) {
    const next = tasks.next()
    if (next.done) break
    const part = turn > 0 ? await scanLayer(next.value) : undefined
    if (part) helped++
    parts = (await shared.end(next.value, part, scanLayer)) ?? parts
  }
  if (!first.done) parts = (await shared.end(first.value, await scanLayer(first.value), scanLayer)) ?? parts
  return { rows: rowsOf((parts ?? []).map(({ scan }) => scan)), helped, parts: parts?.length ?? 0 }
}

describe("a tar that several threads read", () => {
  it("has the entries that one thread finds, in their order", async () => {
    let helped = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 8, maxLength: 60 }),
        fc.array(fc.nat({ max: 4 }), { maxLength: 5 }),
        async (entries, order) => {
          const tar = tarOf(entries)
          const found = await together(tar, order)
          helped += found.helped
          expect(found.rows).toEqual(await alone(tar))
        },
      ),
      { numRuns: 300 },
    )
    expect(helped).toBeGreaterThan(100)
  })

  it("is read by all of them", async () => {
    const entries = Array.from({ length: 200 }, (_, number) => {
      return { name: `f${number}`, content: Buffer.alloc(600), isExtended: number % 3 === 0 }
    })
    const { helped, parts, rows } = await together(tarOf(entries), [1, 1, 1])
    expect({ helped, parts, rows: rows.length }).toEqual({ helped: 3, parts: 4, rows: 200 })
  })

  it("is read as it is where what looks like a header is none", async () => {
    const inner = Buffer.concat(Array.from({ length: 40 }, () => writeHeader("inner", 0)))
    const tar = tarOf([{ name: "outer", content: inner, isExtended: false }])
    const { rows, helped } = await together(tar, [1])
    expect({ rows, helped }).toEqual({ rows: [`outer ${inner.length} 512 420`], helped: 1 })
  })

  it("has what a global header says, wherever threads begin", async () => {
    const global = paxHeader("g", "uid", "77")
    const many = Array.from({ length: 60 }, () => ({ name: "f", content: Buffer.alloc(600), isExtended: false }))
    const tar = Buffer.concat([global, tarOf(many)])
    writeFileSync(file, tar)
    const source = { kind: "file", file, offset: 0, size: tar.length } as const
    const shared = new SharedLayers([{ diffId: "sha256:1", source, tarBytes: tar.length }], [0], spacingBytes)
    const [first, second] = [...take(shared.tasks(), 2)]
    if (!first || !second) throw new Error("nothing to do")
    await shared.end(second, await scanLayer(second), scanLayer)
    const parts = await shared.end(first, await scanLayer(first), scanLayer)
    expect(parts?.flatMap(({ scan }) => [...scan.uid])).toEqual(many.map(() => 77))
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
      for (const order of [[], [1], [1, 1], [1, 1, 1]]) await expect(together(tar, order)).rejects.toEqual(problem)
    }
  })

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
      const above = below?.isLast ? undefined : await scanLayer({ diffId: "sha256:1", source, shared: rest })
      expect(rowsOf([below, above].flatMap((part) => (part ? [part.scan] : [])))).toEqual(expected)
    }
  })
})

function* take<T>(all: Iterator<T>, count: number): Generator<T> {
  for (let left = count; left > 0; left--) {
    const next = all.next()
    if (!next.done) yield next.value
  }
}
