import { execFileSync } from "node:child_process"
import {
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { cleanPath, indexArchive, type TarEntry, TarReader } from "../../lib/tar/index.ts"
import { type GoAnswer, type GoEntry, hasGo, startGo, whyNoGo } from "./support/go-tar.ts"
import { type Change, changed, changes } from "./support/hostile-tar.ts"

/** `STRATA_HOSTILE_ARCHIVES=20000` for all of them. */
const count = Number(process.env.STRATA_HOSTILE_ARCHIVES ?? 2000)

const folder = mkdtempSync(join(tmpdir(), "strata-hostile-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Archives of GNU tar in its formats: long names, links, a sparse file, a fifo. */
function realArchives(): readonly Buffer[] {
  const tree = join(folder, "tree")
  mkdirSync(join(tree, "d", "l".repeat(120)), { recursive: true })
  writeFileSync(join(tree, "d", "l".repeat(120), "file"), "x".repeat(700))
  linkSync(join(tree, "d", "l".repeat(120), "file"), join(tree, "hard"))
  symlinkSync("t".repeat(150), join(tree, "soft"))
  symlinkSync("self", join(tree, "self"))
  execFileSync("mkfifo", [join(tree, "fifo")])
  const sparse = openSync(join(tree, "sparse"), "w")
  for (let piece = 0; piece < 6; piece++) writeSync(sparse, "y", piece * 8192)
  closeSync(sparse)
  return [
    ["--format=ustar"],
    ["--format=v7"],
    ["--format=gnu", "--sparse"],
    ["--format=posix", "--sparse", "--sparse-version=0.0"],
    ["--format=posix", "--sparse", "--sparse-version=1.0"],
  ].map((options) => {
    const file = join(folder, "real.tar")
    const names = /ustar|v7/.test(options[0] ?? "") ? ["self", "sparse"] : ["."]
    execFileSync("tar", [...options, "-cf", file, "-C", tree, ...names], { stdio: "pipe" })
    return readFileSync(file)
  })
}

type Outcome = { readonly entries: readonly TarEntry[] } | { readonly error: string }

function outcome(read: (entries: TarEntry[]) => void): Outcome {
  const entries: TarEntry[] = []
  try {
    read(entries)
    return { entries }
  } catch (error) {
    // A fault of the program is no answer.
    if (!(error instanceof Error) || error.constructor !== Error) throw error
    return { error: error.message }
  }
}

const flagTypes: Readonly<Record<string, TarEntry["type"]>> = {
  "1": "hardlink",
  "2": "symlink",
  "3": "device",
  "4": "device",
  "5": "directory",
  "6": "fifo",
}

/** Go's entry as this library says it. Go gives a header of global records as an entry. */
function toOwn({ Name, Type, Size, Link }: GoEntry): Partial<TarEntry> {
  const text = (base64: string): string => Buffer.from(base64, "base64").toString("utf8")
  const type = flagTypes[String.fromCharCode(Type)] ?? "file"
  const linkTarget = type === "hardlink" ? cleanPath(text(Link)) : text(Link)
  return {
    path: cleanPath(text(Name)),
    type,
    size: type === "file" ? Size : 0,
    ...(type === "hardlink" || type === "symlink" ? { linkTarget } : {}),
  }
}

/**
 * Go has another opinion by design of three things: it leaves global records alone; it unpacks the maps of sparse files,
 * and refuses what is wrong in them; it takes the times of a GNU header for a prefix where they are no numbers, for the
 * sake of what it wrote itself before 2017.
 */
function isComparable(bytes: Buffer, { Entries }: GoAnswer): boolean {
  const hasGlobal = Entries.some(({ Type }) => Type === "g".charCodeAt(0))
  let hasGnuPrefix = false
  for (let at = bytes.indexOf("ustar  "); at >= 0; at = bytes.indexOf("ustar  ", at + 1))
    hasGnuPrefix ||= bytes.subarray(at + 88, at + 88 + 24).some((byte) => byte !== 0)
  return !hasGlobal && !hasGnuPrefix && !bytes.includes("GNU.sparse")
}

describe(`${count} hostile archives`, () => {
  const real = realArchives()
  const file = join(folder, "x.tar")
  // Which one and what is done to it: a counterexample of bytes would say nothing.
  const samples = fc.record({ original: fc.nat({ max: real.length - 1 }), list: changes })
  const bytesOf = ({ original, list }: { readonly original: number; readonly list: readonly Change[] }): Buffer =>
    changed(real[original] ?? Buffer.alloc(0), list)
  const runs = { numRuns: count }
  /** 20,000 take minutes, and Go's first build too. */
  const timeout = 600_000

  it(
    "end in an answer or in an error with a plain message, the same in pieces of any size and by hops",
    () => {
      fc.assert(
        fc.property(samples, fc.integer({ min: 1, max: 4000 }), (sample, chunk) => {
          const bytes = bytesOf(sample)
          const fed = outcome((entries) => {
            const reader = new TarReader((entry) => entries.push(entry))
            for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk))
            reader.end()
          })
          writeFileSync(file, bytes)
          const hopped = outcome((entries) => {
            const found = indexArchive(file).map(({ offset: _, isSparse: __, ...entry }) => entry)
            entries.push(...found)
          })
          if ("error" in fed) {
            expect(fed.error).not.toMatch(/\p{Cc}/u)
            // A file that is cut off shows only where it is read.
            if (fed.error !== "its tar ends in the middle of a file") expect(hopped).toEqual(fed)
          } else {
            expect(hopped).toEqual(fed)
            for (const { path } of fed.entries) expect(`/${path}/`).not.toMatch(/\/\.\.?\/|\/\/./)
          }
        }),
        runs,
      )
    },
    timeout,
  )

  it.skipIf(!hasGo)(
    `are read as Go's reader reads them, which engines use${whyNoGo}`,
    async () => {
      const go = startGo(folder)
      let compared = 0
      try {
        await fc.assert(
          fc.asyncProperty(samples, async (sample) => {
            const bytes = bytesOf(sample)
            writeFileSync(file, bytes)
            const answer = await go.list(file)
            const own = outcome((entries) => {
              const reader = new TarReader((entry) => entries.push(entry))
              reader.push(bytes)
              reader.end()
            })
            if ("error" in own || answer.Error !== "" || !isComparable(bytes, answer)) return
            compared++
            const plain = own.entries.map(({ path, type, size, linkTarget }) => ({
              path,
              type,
              size,
              ...(linkTarget === undefined ? {} : { linkTarget }),
            }))
            expect(plain).toEqual(answer.Entries.map(toOwn))
          }),
          runs,
        )
      } finally {
        go.stop()
      }
      // The comparison is of something: a good part of the archives is still whole.
      expect(compared).toBeGreaterThan(count / 10)
    },
    timeout,
  )
})
