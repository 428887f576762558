import { ElfError } from "./elf-error.ts"
import { type ReadAt, readAll, readWord } from "./read-at.ts"
import type { Section } from "./sections.ts"

/** Device code for one architecture: `sm` is machine code, `compute` is PTX, which the driver compiles when it is loaded. */
export interface DeviceCode {
  readonly form: "sm" | "compute"
  /** Compute capability without its point: 80 is 8.0, 120 is 12.0. `sm_90a` and `sm_90` are both 90. */
  readonly capability: number
  /** Bytes in the file, compressed as they are, headers included. */
  readonly bytes: number
}

/**
 * Device code of all containers that hold the same architectures. One container is one compiled unit: the driver picks one
 * architecture of it, so what one holds says nothing of what another needs.
 */
export interface Fatbin {
  readonly containers: number
  /** Sorted by form and capability; each once. */
  readonly code: readonly DeviceCode[]
}

/*
 * A container is 16 bytes (magic, u16 version, u16 header size, u64 bytes that follow) and entries; an entry is a header
 * of 64 bytes or more (u16 kind, u16 version, u32 header size, u64 payload size, ..., u32 architecture at 28) and its
 * payload. Described in github.com/n-eiling/cuda-fatbin-decompression and github.com/GrigoryEvko/nvopen-tools
 * (fatbin/FORMAT_SPECIFICATION.md); CUDA's own fatbinary.h has the first header. A test holds it against a real library,
 * whose section it accounts for to the byte.
 */
const magic = 0xba55ed50
const containerHeaderSize = 16
const entryHeaderSize = 64
const kindPtx = 1
const kindsOfMachineCode: ReadonlySet<number> = new Set([2, 0x10])
const sectionNames: ReadonlySet<string> = new Set([".nv_fatbin", "__nv_relfatbin"])
/** Containers begin at multiples of 8; the linker fills what lies between units up to a page. */
const alignment = 8
const mostPadding = 4096
/** libcublasLt of CUDA 13 has 5,424 (nvopen-tools); this bounds the work on a file that was made to cost much. */
const mostEntries = 1_000_000

/** Adds the code of an entry, by form and capability. Kinds that nobody describes are left out. */
type Add = (form: DeviceCode["form"], capability: number, bytes: number) => void

function walkContainer(read: ReadAt, from: number, to: number, count: () => void, add: Add): void {
  for (let at = from; at < to; ) {
    count()
    if (to - at < entryHeaderSize) throw new ElfError("damaged", "its device code ends within a header")
    const header = readAll(read, at, entryHeaderSize)
    const headerSize = header.readUInt32LE(4)
    const size = headerSize + readWord(header, 8)
    if (headerSize < entryHeaderSize || size > to - at)
      throw new ElfError("damaged", "an entry of its device code is larger than what it is in")
    const kind = header.readUInt16LE(0)
    if (kind === kindPtx) add("compute", header.readUInt32LE(28), size)
    else if (kindsOfMachineCode.has(kind)) add("sm", header.readUInt32LE(28), size)
    at += size
  }
}

/** Where the next container begins; `undefined` where none follows. Most follow the one before at once. */
function nextContainer(read: ReadAt, from: number, to: number): number | undefined {
  if (to - from < containerHeaderSize) return undefined
  if (readAll(read, from, 4).readUInt32LE(0) === magic) return from
  const window = read(from, Math.min(mostPadding + 4, to - from))
  for (let at = 0; at + 4 <= window.length; at += alignment) {
    const word = window.readUInt32LE(at)
    if (word === magic) return from + at
    if (word !== 0) return undefined
  }
  return undefined
}

interface Group {
  containers: number
  readonly bytes: Map<string, number>
}

/**
 * Device code in the file's fat binaries, from their headers alone: no payload is read.
 * @throws ElfError `damaged`
 */
export function readFatbins(read: ReadAt, sections: readonly Section[]): readonly Fatbin[] {
  const groups = new Map<string, Group>()
  let entries = 0
  const count = (): void => {
    if (++entries > mostEntries) throw new ElfError("damaged", `it has more than ${mostEntries} pieces of device code`)
  }
  for (const { name, offset, size } of sections) {
    if (!sectionNames.has(name)) continue
    const end = offset + size
    for (let at = nextContainer(read, offset, end); at !== undefined; ) {
      count()
      if (end - at < containerHeaderSize) throw new ElfError("damaged", "its device code ends within a header")
      const header = readAll(read, at, containerHeaderSize)
      const headerSize = header.readUInt16LE(6)
      const next = at + headerSize + readWord(header, 8)
      if (headerSize < containerHeaderSize || next > end)
        throw new ElfError("damaged", "a container of device code is larger than its section")
      const bytes = new Map<string, number>()
      walkContainer(read, at + headerSize, next, count, (form, capability, more) => {
        const key = `${form}_${capability}`
        bytes.set(key, (bytes.get(key) ?? 0) + more)
      })
      addContainer(groups, bytes)
      at = nextContainer(read, next, end)
    }
  }
  return [...groups.values()].map(({ containers, bytes }) => ({ containers, code: toCode(bytes) }))
}

function addContainer(groups: Map<string, Group>, bytes: Map<string, number>): void {
  if (bytes.size === 0) return
  const key = [...bytes.keys()].sort().join(" ")
  const group = groups.get(key)
  if (!group) {
    groups.set(key, { containers: 1, bytes })
    return
  }
  group.containers++
  for (const [name, more] of bytes) group.bytes.set(name, (group.bytes.get(name) ?? 0) + more)
}

function toCode(bytes: ReadonlyMap<string, number>): readonly DeviceCode[] {
  const code = [...bytes].map(([name, size]): DeviceCode => {
    const [form, capability] = name.split("_")
    return { form: form === "sm" ? "sm" : "compute", capability: Number(capability), bytes: size }
  })
  return code.sort((a, b) => a.form.localeCompare(b.form) || a.capability - b.capability)
}
