import { ElfError } from "./elf-error.ts"
import { type ReadAt, readAll } from "./read-at.ts"
import { type Segment, segmentTypes } from "./segments.ts"

/** PATH_MAX of Linux, beyond which the kernel takes no interpreter. */
const mostBytes = 4096

/** Path of the loader that the kernel starts a program with. @throws ElfError `damaged` */
export function readInterpreter(read: ReadAt, segments: readonly Segment[]): string | undefined {
  const segment = segments.find(({ type }) => type === segmentTypes.interpreter)
  if (!segment) return undefined
  if (segment.size > mostBytes) throw new ElfError("damaged", `its interpreter's name takes ${segment.size} bytes`)
  const bytes = readAll(read, segment.offset, segment.size)
  const end = bytes.indexOf(0)
  return bytes.toString("utf8", 0, end < 0 ? bytes.length : end)
}
