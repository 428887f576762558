import { gzipSync } from "node:zlib"
import { openEngine } from "../../engine/index.ts"
import type { EngineChoice } from "../../engine/types.ts"
import { openImage, placeOf } from "../../inspect/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import {
  type BaselineDocument,
  baselineSchema,
  type Capability,
  type Feature,
  featuresOf,
  featuresSchema,
  hasFailures,
  makeStructureTest,
  type RunInImage,
  type Subject,
  unasked,
  type Verification,
  verificationDocument,
  verificationJunit,
  verificationText,
  verifyImage,
} from "../../verify/index.ts"
import { coloursFor } from "../colours.ts"
import type { Action, Parsed } from "../command.ts"
import { argument, flag, list, text } from "./options.ts"
import { readDocument } from "./read-document.ts"
import { type StatusLine, statusLine } from "./status-line.ts"
import { writeReport } from "./write-report.ts"

/** An image where it lies; commands run in it where that is an engine, which is opened once for both. */
async function subjectOf(parsed: Parsed, ref: string, status: StatusLine): Promise<Subject> {
  const place = placeOf(ref)
  if (place.kind !== "engine") return { ref, image: await openImage(ref) }
  const choice = (text(parsed, "engine") ?? "auto") as EngineChoice
  const engine = await openEngine({ choice, onNote: (note) => status.say(note) })
  const image = await engine.images.open(place.ref)
  if (parsed.options.run === false) return { ref, image }
  const run: RunInImage = ([program = "", ...args]) =>
    engine.run(place.ref, args, { stdio: "capture", entrypoint: program })
  return { ref, image, run }
}

/** Features that the image has to have, by the list that was given. */
async function features(parsed: Parsed, ref: string): Promise<readonly Feature[]> {
  const file = text(parsed, "features")
  if (file === undefined) return []
  const fix = "name a list of features: docs/verify.md says how it is written"
  const document = await readDocument(file, "list of features", fix, (value) => featuresSchema.parse(value))
  return featuresOf(document, text(parsed, "as") ?? ref)
}

/** An image, or what is left of one. */
async function baselineOf(other: string, open: (ref: string) => Promise<Subject>): Promise<Subject | BaselineDocument> {
  if (!/\.json(\.gz)?$/.test(other)) return open(other)
  const fix = "name a file that `strata verify IMAGE --save=FILE` wrote"
  return readDocument(other, "baseline of verify", fix, (value) => baselineSchema.parse(value))
}

async function saveBaseline(file: string, document: BaselineDocument): Promise<void> {
  const text = JSON.stringify(document)
  await writeReport(file, file.endsWith(".gz") ? gzipSync(text) : text)
}

/** A program that starts badly ends within a second or two; ten leave room for a busy machine. */
const startSeconds = 10

async function verify(parsed: Parsed): Promise<Verification> {
  const status = statusLine(flag(parsed, "quiet"))
  const opened: Subject[] = []
  const open = async (ref: string): Promise<Subject> => {
    const subject = await subjectOf(parsed, ref, status)
    opened.push(subject)
    return subject
  }
  try {
    const ref = argument(parsed, 0)
    const wanted = await features(parsed, ref)
    const subject = await open(ref)
    const commands = list(parsed, "command")
    const display = text(parsed, "display")
    const other = text(parsed, "baseline")
    const baseline = other === undefined ? undefined : await baselineOf(other, open)
    const saveTo = text(parsed, "save")
    let saved: BaselineDocument | undefined
    const structure = text(parsed, "structureTest")
    if (structure !== undefined)
      await writeReport(structure, canonicalJson(await makeStructureTest(subject.image, commands)))
    const verification = await verifyImage(subject, {
      ...(baseline ? { baseline } : {}),
      // The command line has checked them against the list.
      capabilities: list(parsed, "capability") as readonly Capability[],
      commands,
      features: wanted,
      ...(display === undefined ? {} : { display }),
      ...(flag(parsed, "startEntries") ? { startEntries: { seconds: startSeconds } } : {}),
      ...(saveTo === undefined ? {} : { save: (document) => (saved = document) }),
      onCheck: (ref, check) => status.show(`${ref}: ${check}`),
    })
    if (saveTo !== undefined && saved) await saveBaseline(saveTo, saved)
    if (baseline && "format" in baseline)
      for (const question of unasked(baseline, verification))
        status.say(`${other} does not know of '${question}', so it counts as new`)
    return verification
  } finally {
    status.clear()
    await Promise.all(opened.map(({ image }) => image.close()))
  }
}

export const verifyAction: Action = async (parsed) => {
  const verification = await verify(parsed)
  const junit = text(parsed, "junit")
  if (junit !== undefined) await writeReport(junit, verificationJunit(verification))
  if (flag(parsed, "json")) process.stdout.write(canonicalJson(verificationDocument(verification)))
  else process.stdout.write(`${verificationText(verification, { colours: coloursFor(process.stdout) })}\n`)
  return hasFailures(verification) ? 1 : 0
}
