import { spawnSync } from "node:child_process"
import { closeSync, openSync, readdirSync, readSync, realpathSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ElfError, type ElfObject, type ReadAt, readElf } from "../../lib/elf/index.ts"
import { makeElf } from "./support/make-elf.ts"

const inBuffer =
  (file: Buffer): ReadAt =>
  (offset, length) =>
    file.subarray(offset, offset + length)

const read = (file: Buffer): ElfObject => readElf(inBuffer(file))

function faultOf(file: Buffer): string {
  try {
    read(file)
    return "none"
  } catch (error) {
    if (error instanceof ElfError) return error.fault
    throw error
  }
}

const cublas = makeElf({
  soname: "libcublas.so.12",
  needed: ["libcublasLt.so.12", "libc.so.6"],
  neededVersions: { "libcublasLt.so.12": ["libcublasLt.so.12"], "libc.so.6": ["GLIBC_2.17", "GLIBC_2.27"] },
  definedVersions: ["libcublas.so.12"],
  interpreter: "/lib64/ld-linux-x86-64.so.2",
  rpath: "$ORIGIN:$ORIGIN/../../cuda_nvrtc/lib",
  buildId: "0123456789abcdef",
  fatbins: [
    [
      { form: "sm", capability: 80, payload: 800 },
      { form: "sm", capability: 90, payload: 960 },
      { form: "compute", capability: 90, payload: 400 },
    ],
    [{ form: "sm", capability: 80, payload: 80 }],
    [
      { form: "compute", capability: 90, payload: 8 },
      { form: "sm", capability: 90, payload: 24 },
      { form: "sm", capability: 80, payload: 16 },
    ],
  ],
})

describe("readElf", () => {
  it("reads what the loader goes by", () => {
    expect(read(cublas)).toMatchObject({
      kind: "shared",
      machine: 62,
      soname: "libcublas.so.12",
      needed: ["libcublasLt.so.12", "libc.so.6"],
      rpath: ["$ORIGIN", "$ORIGIN/../../cuda_nvrtc/lib"],
      runpath: [],
      buildId: "0123456789abcdef",
    })
    expect(read(makeElf({ runpath: "/opt/lib" })).runpath).toEqual(["/opt/lib"])
  })

  it("sums device code by architecture over containers that hold the same ones, headers included", () => {
    expect(read(cublas).fatbins).toEqual([
      {
        containers: 2,
        code: [
          { form: "compute", capability: 90, bytes: 400 + 8 + 2 * 64 },
          { form: "sm", capability: 80, bytes: 800 + 16 + 2 * 64 },
          { form: "sm", capability: 90, bytes: 960 + 24 + 2 * 64 },
        ],
      },
      { containers: 1, code: [{ form: "sm", capability: 80, bytes: 80 + 64 }] },
    ])
  })

  it("reads the versions of symbols that a file asks for and defines, where somebody asks", () => {
    const file = makeElf({
      soname: "libtool.so.1",
      needed: ["libc.so.6", "libm.so.6"],
      neededVersions: { "libc.so.6": ["GLIBC_2.2.5", "weak GLIBC_2.99", "GLIBC_2.38"], "libm.so.6": ["GLIBC_2.29"] },
      definedVersions: ["TOOL_1", "TOOL_2"],
    })
    expect(readElf(inBuffer(file), { versions: true }).versions).toEqual({
      needed: [
        { library: "libc.so.6", versions: ["GLIBC_2.2.5", "GLIBC_2.38"] },
        { library: "libm.so.6", versions: ["GLIBC_2.29"] },
      ],
      defined: ["TOOL_1", "TOOL_2"],
    })
    expect(read(file).versions).toBeUndefined()
    expect(readElf(inBuffer(makeElf()), { versions: true }).versions).toEqual({ needed: [], defined: [] })
  })

  it("gives up on versions that have no end", () => {
    const file = makeElf({ neededVersions: { "liba.so": ["A"] } })
    const first = file.indexOf(Buffer.from([1, 0, 1, 0]))
    // Wherever it looks there is a record, and sixteen bytes on the next.
    const endless = Buffer.from(file.subarray(first, first + 16))
    endless.writeUInt32LE(16, 12)
    const read: ReadAt = (offset, length) =>
      offset >= first && length === 16 ? endless : file.subarray(offset, offset + length)
    expect(() => readElf(read, { versions: true })).toThrow("more than 4096 versions")
  })

  it("reads the loader that a program names", () => {
    expect(read(makeElf({ interpreter: "/lib64/ld-linux-x86-64.so.2" })).interpreter).toBe(
      "/lib64/ld-linux-x86-64.so.2",
    )
    expect(read(makeElf()).interpreter).toBeUndefined()
  })

  it("says why a file is not read", () => {
    const patched = (at: number, value: number): Buffer => {
      const file = Buffer.from(cublas)
      file[at] = value
      return file
    }
    expect(faultOf(Buffer.from("#!/bin/sh\n"))).toBe("not-elf")
    expect(faultOf(Buffer.alloc(0))).toBe("not-elf")
    expect(faultOf(patched(4, 1))).toBe("unsupported")
    expect(faultOf(patched(5, 2))).toBe("unsupported")
    expect(faultOf(cublas.subarray(0, 40))).toBe("damaged")
    expect(faultOf(cublas.subarray(0, cublas.length - 1))).toBe("damaged")
  })

  it("believes no size of device code that its container does not bear out", () => {
    const file = Buffer.from(cublas)
    const entry = file.indexOf(Buffer.from([0x50, 0xed, 0x55, 0xba])) + 16
    file.writeUInt32LE(1 << 20, entry + 8)
    expect(faultOf(file)).toBe("damaged")
  })

  it("gives up on device code in more pieces than any library has", () => {
    const container = Buffer.alloc(16)
    container.writeUInt32LE(0xba55ed50, 0)
    container.writeUInt16LE(16, 6)
    const head = Buffer.from(makeElf({ fatbins: [[]] }))
    const start = head.indexOf(container.subarray(0, 4))
    // Its section says that it goes on for a gigabyte, and whatever is read of it are containers of nothing.
    head.writeBigUInt64LE(1n << 30n, head.length - 64 + 32)
    let reads = 0
    const read: ReadAt = (offset, length) => {
      reads++
      const isInside = offset >= start && (offset - start) % 16 === 0 && length <= 16
      return isInside ? container.subarray(0, length) : head.subarray(offset, offset + length)
    }
    expect(() => readElf(read)).toThrow("more than 1000000 pieces")
    expect(reads).toBeLessThan(3_000_000)
  })

  it("leaves device code alone where nobody asks for it", () => {
    const { fatbins, soname } = readElf(inBuffer(cublas), { deviceCode: false })
    expect([fatbins, soname]).toEqual([[], "libcublas.so.12"])
  })

  it("reads little of a large file", () => {
    const large = makeElf({ soname: "x", filling: Buffer.alloc(4_000_000), fatbins: [[]] })
    let bytes = 0
    readElf((offset, length) => {
      const got = large.subarray(offset, offset + length)
      bytes += got.length
      return got
    })
    expect(bytes).toBeLessThan(20_000)
  })

  it("answers or says what is wrong, with bounded work, whatever is in the file", () => {
    const change = fc.tuple(fc.nat({ max: cublas.length - 1 }), fc.constantFrom(0, 1, 2, 8, 0x7f, 0x80, 0xff))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat({ max: 40 }), (changes, cut) => {
        const file = Buffer.from(cublas.subarray(0, cublas.length - (cut > 20 ? cut : 0)))
        for (const [at, value] of changes) if (at < file.length) file[at] = value
        let reads = 0
        try {
          const counted: ReadAt = (offset, length) => {
            reads++
            if (length > 16 << 20 || !Number.isSafeInteger(offset) || offset < 0) throw new Error("a wild read")
            return file.subarray(offset, offset + length)
          }
          readElf(counted, { versions: true })
        } catch (error) {
          if (!(error instanceof ElfError)) throw error
        }
        // An entry that costs a read has 16 bytes or more.
        return reads < file.length / 16
      }),
      { numRuns: 5000 },
    )
  })

  const folder = "/usr/lib/x86_64-linux-gnu"
  const readelf = spawnSync("readelf", ["--version"]).status === 0
  it.skipIf(!readelf || process.arch !== "x64")(
    readelf ? "agrees with readelf on this machine's libraries" : "agrees with readelf (skipped: it is not installed)",
    () => {
      const files = readdirSync(folder)
        .filter((name) => /\.so\.\d+$/.test(name))
        .map((name) => realpathSync(join(folder, name)))
        .slice(0, 40)
      expect(files.length).toBeGreaterThan(0)
      for (const file of files) {
        const text = spawnSync("readelf", ["--wide", "--dynamic", "--notes", "--version-info", file], {
          encoding: "utf8",
        }).stdout
        const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? "")
        const fd = openSync(file, "r")
        try {
          const found = readElf(
            (offset, length) => {
              const bytes = Buffer.alloc(length)
              return bytes.subarray(0, readSync(fd, bytes, 0, length, offset))
            },
            { versions: true },
          )
          expect([found.soname ?? [], found.buildId ?? []].flat()).toEqual([
            ...all(/\(SONAME\).*\[(.*)\]/g),
            ...all(/Build ID: (\w+)/g),
          ])
          expect(found.needed).toEqual(all(/\(NEEDED\).*\[(.*)\]/g))
          expect(found.runpath.join(":")).toBe(all(/\(RUNPATH\).*\[(.*)\]/g).join())
          expect(found.versions?.needed.map(({ library }) => library)).toEqual(all(/Version: 1 +File: (\S+)/g))
          expect(found.versions?.needed.flatMap(({ versions }) => versions)).toEqual(
            all(/Name: (\S+) +Flags: none +Version: \d+$/gm),
          )
          expect(found.versions?.defined).toEqual(
            all(/Rev: 1 +Flags: (?:none|WEAK) +Index: \d+ +Cnt: \d+ +Name: (\S+)/g),
          )
        } finally {
          closeSync(fd)
        }
      }
    },
  )
})
