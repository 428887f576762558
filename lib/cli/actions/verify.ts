import { openEngine } from "../../engine/index.ts"
import type { EngineChoice } from "../../engine/types.ts"
import { openImage, placeOf } from "../../inspect/index.ts"
import { canonicalJson } from "../../ir/canonical.ts"
import {
  type Capability,
  type Feature,
  featuresOf,
  featuresSchema,
  hasFailures,
  makeStructureTest,
  type RunInImage,
  type Subject,
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

/** Runs commands in the image, where it is in an engine. */
async function runner(parsed: Parsed, ref: string): Promise<RunInImage | undefined> {
  const place = placeOf(ref)
  if (parsed.options.run === false || place.kind !== "engine") return undefined
  const engine = await openEngine({ choice: (text(parsed, "engine") ?? "auto") as EngineChoice })
  return ([program = "", ...args]) => engine.run(place.ref, args, { stdio: "capture", entrypoint: program })
}

async function subjectOf(parsed: Parsed, ref: string, status: StatusLine): Promise<Subject> {
  const engine = (text(parsed, "engine") ?? "auto") as EngineChoice
  const image = await openImage(ref, { engine, onNote: (note) => status.say(note) })
  const run = await runner(parsed, ref)
  return { ref, image, ...(run ? { run } : {}) }
}

/** Features that the image has to have, by the list that was given. */
async function features(parsed: Parsed, ref: string): Promise<readonly Feature[]> {
  const file = text(parsed, "features")
  if (file === undefined) return []
  const fix = "name a list of features: docs/verify.md says how it is written"
  const document = await readDocument(file, "list of features", fix, (value) => featuresSchema.parse(value))
  return featuresOf(document, text(parsed, "as") ?? ref)
}

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
    const other = text(parsed, "baseline")
    const baseline = other === undefined ? undefined : await open(other)
    const structure = text(parsed, "structureTest")
    if (structure !== undefined)
      await writeReport(structure, canonicalJson(await makeStructureTest(subject.image, commands)))
    return await verifyImage(subject, {
      ...(baseline ? { baseline } : {}),
      // The command line has checked them against the list.
      capabilities: list(parsed, "capability") as readonly Capability[],
      commands,
      features: wanted,
      onCheck: (ref, check) => status.show(`${ref}: ${check}`),
    })
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
