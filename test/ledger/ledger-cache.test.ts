import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Ledger } from "../../lib/ledger/index.ts"
import { decodeLedger, encodeLedger } from "../../lib/ledger/index-file.ts"
import { loadLedger, saveLedger } from "../../lib/ledger/ledger-cache.ts"
import { arbitraryLedger } from "./support/arbitrary-ledger.ts"
import { makeLedger } from "./support/make-ledger.ts"

const plain = (ledger: Ledger | undefined) => ledger && { ...ledger, paths: ledger.paths.data }
const ledger = makeLedger({ id: "sha256:1", rows: [{ path: "usr/lib/x", bytes: 12 }] })

describe("a ledger as a file", () => {
  it("comes back as it was, and its paths can be added to", () => {
    fc.assert(
      fc.property(arbitraryLedger, (made) => {
        const back = decodeLedger(encodeLedger(made, "1"), "1")
        expect(plain(back)).toEqual(plain(made))
        const before = made.paths.count
        expect(back?.paths.intern("quite/new")).toBe(before + 1)
      }),
    )
  })

  it("is no ledger with any byte changed, or cut off, or of another writer", () => {
    const file = encodeLedger(ledger, "1")
    for (let at = 0; at < file.length; at++) {
      const changed = Uint8Array.from(file)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect([at, decodeLedger(changed, "1")]).toEqual([at, undefined])
      expect([at, decodeLedger(file.slice(0, at), "1")]).toEqual([at, undefined])
    }
    expect(decodeLedger(Uint8Array.from(file), "2")).toBeUndefined()
  })
})

describe("the cache of ledgers", () => {
  let folder = ""
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "strata-ledgers-"))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it("finds what was kept, by its key and writer", async () => {
    await saveLedger("a", ledger, { folder, writer: "1" })
    expect(plain(await loadLedger("a", { folder, writer: "1" }))).toEqual(plain(ledger))
    expect(await loadLedger("b", { folder, writer: "1" })).toBeUndefined()
    expect(await loadLedger("a", { folder, writer: "2" })).toBeUndefined()
  })

  it("ignores what is damaged, and writes it again", async () => {
    await saveLedger("a", ledger, { folder, writer: "1" })
    const [name = ""] = await readdir(folder)
    const whole = await readFile(join(folder, name))
    for (const damaged of ["", whole.subarray(0, 40), whole.toString("latin1")]) {
      await writeFile(join(folder, name), damaged)
      expect(await loadLedger("a", { folder, writer: "1" })).toBeUndefined()
    }
    await saveLedger("a", ledger, { folder, writer: "1" })
    expect(await readFile(join(folder, name))).toEqual(whole)
    expect(await readdir(folder)).toEqual([name])
  })

  it("keeps so many files and bytes, those last looked at", async () => {
    const limits = { files: 2, bytes: 1e6 }
    for (const [age, key] of ["a", "b"].entries()) {
      const before = await readdir(folder)
      await saveLedger(key, ledger, { folder, writer: "1", limits })
      const [name = ""] = (await readdir(folder)).filter((each) => !before.includes(each))
      await utimes(join(folder, name), 1000 + age, 1000 + age)
    }
    await loadLedger("a", { folder, writer: "1" })
    await saveLedger("c", ledger, { folder, writer: "1", limits })
    const has = async (key: string) => (await loadLedger(key, { folder, writer: "1" })) !== undefined
    expect([await has("a"), await has("b"), await has("c")]).toEqual([true, false, true])

    const [{ length = 0 } = {}] = await Promise.all([readFile(join(folder, (await readdir(folder))[0] ?? ""))])
    await saveLedger("d", ledger, { folder, writer: "1", limits: { files: 9, bytes: length } })
    expect(await readdir(folder)).toHaveLength(1)
    await saveLedger("e", ledger, { folder, writer: "1", limits: { files: 9, bytes: length - 1 } })
    expect(await has("e")).toBe(false)
  })

  it("does without where nothing can be written", async () => {
    await writeFile(join(folder, "file"), "")
    const options = { folder: join(folder, "file"), writer: "1" }
    await expect(saveLedger("a", ledger, options)).resolves.toBeUndefined()
    expect(await loadLedger("a", options)).toBeUndefined()
  })
})
