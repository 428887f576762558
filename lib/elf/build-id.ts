import { type ReadAt, readAll } from "./read-at.ts"
import { type Segment, segmentTypes } from "./segments.ts"

/** `n_type` of the note "GNU" that names the build (ld(1), --build-id). */
const buildIdType = 3
const noteHeaderSize = 12
/** Notes are short; one segment of them takes a few hundred bytes. */
const mostNoteBytes = 65_536

const aligned = (size: number): number => Math.ceil(size / 4) * 4

function findIn(notes: Buffer): string | undefined {
  for (let at = 0; at + noteHeaderSize <= notes.length; ) {
    const nameSize = notes.readUInt32LE(at)
    const size = notes.readUInt32LE(at + 4)
    const nameAt = at + noteHeaderSize
    const contentAt = nameAt + aligned(nameSize)
    if (contentAt + size > notes.length) return undefined
    const isGnu = notes.toString("latin1", nameAt, nameAt + nameSize) === "GNU\0"
    if (isGnu && notes.readUInt32LE(at + 8) === buildIdType) return notes.toString("hex", contentAt, contentAt + size)
    at = contentAt + aligned(size)
  }
  return undefined
}

/** The build id in hexadecimal, where the linker gave one. @throws ElfError `damaged` */
export function readBuildId(read: ReadAt, segments: readonly Segment[]): string | undefined {
  for (const { type, offset, size } of segments) {
    if (type !== segmentTypes.note || size > mostNoteBytes) continue
    const found = findIn(readAll(read, offset, size))
    if (found !== undefined) return found
  }
  return undefined
}
