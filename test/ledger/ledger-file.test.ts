import { crc32 } from "node:zlib"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeLedger } from "../../lib/ledger/decode-ledger.ts"
import { categories, type Ledger, rowStates } from "../../lib/ledger/index.ts"
import { encodeLedger } from "../../lib/ledger/ledger-file.ts"
import { arbitraryLedger } from "./support/arbitrary-ledger.ts"
import { makeLedger } from "./support/make-ledger.ts"

const plain = (ledger: Ledger) => ({ ...ledger, paths: ledger.paths.data })
const made = makeLedger({ id: "sha256:1", rows: [{ path: "usr/lib/x", bytes: 12, category: "library" }] })
const encode = (ledger: Ledger, facts?: unknown) => encodeLedger({ writer: "1", ledger, facts })

/** The file with its checksum made right again, as somebody would who means harm. */
function sealed(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  new Uint32Array(file.buffer)[2] = crc32(file.subarray(12))
  return file
}

/** A file with another word of its JSON, of the same length. */
function reworded(file: Uint8Array<ArrayBuffer>, from: string, to: string): Uint8Array<ArrayBuffer> {
  const at = Buffer.from(file.buffer).indexOf(from)
  expect([at > 0, to.length]).toEqual([true, from.length])
  const changed = Uint8Array.from(file)
  changed.set(Buffer.from(to), at)
  return sealed(changed)
}

describe("a ledger as a file", () => {
  it("comes back as it was, and its paths can be added to", () => {
    fc.assert(
      fc.property(arbitraryLedger, fc.option(fc.jsonValue(), { nil: undefined }), (ledger, facts) => {
        const back = decodeLedger(encode(ledger, facts))
        expect(back.writer).toBe("1")
        expect(back.facts).toEqual(facts === undefined ? undefined : JSON.parse(JSON.stringify(facts)))
        expect(plain(back.ledger)).toEqual(plain(ledger))
        const before = ledger.paths.count
        expect(back.ledger.paths.intern("quite/new")).toBe(before + 1)
      }),
    )
  })

  it("is refused with any byte changed, or cut off", () => {
    const file = encode(made)
    for (let at = 0; at < file.length; at++) {
      const changed = Uint8Array.from(file)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => decodeLedger(changed), `byte ${at}`).toThrow()
      expect(() => decodeLedger(file.slice(0, at)), `cut at ${at}`).toThrow()
    }
  })

  it("says what it is instead", () => {
    const file = encode(made)
    const head = (word: number, value: number) => {
      const changed = Uint8Array.from(file)
      new Uint32Array(changed.buffer)[word] = value
      return () => decodeLedger(changed)
    }
    expect(() => decodeLedger(Uint8Array.from([1, 2]))).toThrow("too short")
    expect(head(0, 1)).toThrow("does not begin like one")
    expect(head(1, 9)).toThrow("of version 9")
    expect(head(2, 1)).toThrow("damaged")
  })

  it("is checked where somebody made its checksum right", () => {
    const sample = fc.record({
      ledger: arbitraryLedger,
      changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 }),
    })
    fc.assert(
      fc.property(sample, ({ ledger, changes }) => {
        const file = Uint8Array.from(encode(ledger))
        for (const [at, change] of changes) {
          const place = 12 + (at % (file.length - 12))
          file[place] = (file[place] ?? 0) ^ change
        }
        let read: Ledger
        try {
          read = decodeLedger(sealed(file)).ledger
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          return
        }
        const { rows, paths, packages, layers } = read
        for (let row = 0; row < rows.bytes.length; row++) {
          expect(Number.isSafeInteger(rows.bytes[row])).toBe(true)
          expect(typeof paths.path(rows.path[row] ?? 0)).toBe("string")
          expect(packages[rows.package[row] ?? 0]).toBeDefined()
          expect(layers[rows.layer[row] ?? 0]).toBeDefined()
          expect(categories[rows.category[row] ?? 0]).toBeDefined()
          expect(rowStates[rows.state[row] ?? 0]).toBeDefined()
        }
      }),
    )
  })

  it("means the words of its own lists, in whatever order they are", () => {
    const swapped = reworded(
      encode(made),
      JSON.stringify(categories).slice(1, -1),
      JSON.stringify([...categories].reverse()).slice(1, -1),
    )
    const { ledger } = decodeLedger(swapped)
    const number = categories.length - 1 - categories.indexOf("library")
    expect(categories[ledger.rows.category[0] ?? 0]).toBe(categories[number])
    expect(() => decodeLedger(reworded(encode(made), '"library"', '"unheard"'))).toThrow("unknown category")
  })
})
