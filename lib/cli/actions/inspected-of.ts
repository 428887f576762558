import type { EngineChoice } from "../../engine/types.ts"
import { StrataError } from "../../errors/index.ts"
import { inspectImage } from "../../inspect/inspect-image.ts"
import type { InspectedLedger } from "../../inspect/inspected-ledger.ts"
import { openImage } from "../../inspect/open-image.ts"
import { ledgerKey } from "../../ledger/cache-key.ts"
import type { Ledger } from "../../ledger/ledger.ts"
import type { Parsed } from "../command.ts"
import { ledgerWriter } from "../ledger-writer.ts"
import { fitToShortRun } from "../short-run.ts"
import { namedImage, plainRef } from "./named-image.ts"
import { flag, text } from "./options.ts"
import { statusLine } from "./status-line.ts"

const readingWords = { layers: "reading layers", contents: "reading what files hold" } as const

/** How closely an image is looked at. */
export interface Look {
  readonly contents: boolean
  readonly gpus: readonly string[]
}

/** What is known of an image, and how it is kept for a second look. */
export interface Inspected extends InspectedLedger {
  /** Does nothing where it came from the cache or a file, or nothing is to be kept. It never fails. */
  readonly keep: () => Promise<void>
}

/** Whether what is named is a ledger that `strata inspect --ledger` wrote, and no image. */
export function isLedgerFile(name: string): boolean {
  return name.endsWith(".ledger")
}

const keepNothing = async (): Promise<void> => {}

/** @throws StrataError `invalid-document` */
async function readInspected(file: string): Promise<Inspected> {
  const { fromLedgerFile } = await import("../../inspect/from-ledger-file.ts")
  const { readLedgerFile } = await import("../../ledger/read-ledger-file.ts")
  try {
    return { ...fromLedgerFile(await readLedgerFile(file)), keep: keepNothing }
  } catch (cause) {
    throw new StrataError(
      {
        code: "invalid-document",
        message: `${file} is no ledger that can be read: ${(cause as Error).message}`,
        fix: "write it again: strata inspect IMAGE --ledger=FILE",
      },
      { cause },
    )
  }
}

interface Cache {
  load(): Promise<InspectedLedger | undefined>
  save(inspected: InspectedLedger): Promise<void>
}

function openCache(key: string): Cache {
  const writer = ledgerWriter()
  return {
    async load() {
      const { loadLedger } = await import("../../ledger/ledger-cache.ts")
      const kept = await loadLedger(key, writer)
      if (!kept) return undefined
      const { fromLedgerFile } = await import("../../inspect/from-ledger-file.ts")
      return fromLedgerFile(kept)
    },
    async save(inspected) {
      const { toLedgerFile } = await import("../../inspect/inspected-ledger.ts")
      const { saveLedger } = await import("../../ledger/ledger-cache.ts")
      await saveLedger(key, toLedgerFile(inspected, writer))
    },
  }
}

/** An image may be known by several names; what is kept has the first. */
function named(ledger: Ledger, ref: string): Ledger {
  return { ...ledger, image: { ...ledger.image, ref } }
}

/**
 * What is known of an image that a user names, or of one whose ledger is in a file. An image that was looked at before is
 * not read again, unless the user says `--no-cache`.
 * @param onReading is called where an image is being read, and this thread has nothing to do for a while
 * @throws StrataError of `openImage` and `inspectImage`, `invalid-document` where a file is no ledger
 */
export async function inspectedOf(
  name: string,
  parsed: Parsed,
  { contents, gpus }: Look,
  onReading?: () => Promise<unknown>,
): Promise<Inspected> {
  if (isLedgerFile(name)) return readInspected(name)
  const { ref, stepsOf } = await namedImage(name, parsed)
  const platform = text(parsed, "platform")
  const status = statusLine(flag(parsed, "quiet"))
  try {
    const image = await openImage(ref, {
      engine: (text(parsed, "engine") ?? "auto") as EngineChoice,
      onNote: (note) => status.say(note),
      ...(platform === undefined ? {} : { platform }),
    })
    try {
      const steps = stepsOf?.(image.history, image.layers.length) ?? []
      const cache = parsed.options.cache === false ? undefined : openCache(ledgerKey(image, { contents, gpus, steps }))
      const known = await cache?.load()
      if (known) return { ...known, ledger: named(known.ledger, plainRef(ref)), keep: keepNothing }
      const { files: _, ...inspected } = await inspectImage(image, {
        ref: plainRef(ref),
        stepsOf: () => steps,
        gpus,
        contents,
        onThreads: fitToShortRun,
        ...(onReading ? { onReading } : {}),
        onProgress: (what, done, all) => status.show(`${name}: ${readingWords[what]}: ${done} of ${all}`),
      })
      return { ...inspected, keep: cache ? () => cache.save(inspected) : keepNothing }
    } finally {
      await image.close()
    }
  } finally {
    status.clear()
  }
}
