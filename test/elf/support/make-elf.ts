/** A piece of device code of a container, as `readFatbins` counts it: header and payload. */
export interface FakeCode {
  readonly form: "sm" | "compute"
  readonly capability: number
  /** Bytes of the payload; a multiple of 8. */
  readonly payload: number
}

export interface FakeElf {
  readonly soname?: string
  readonly needed?: readonly string[]
  readonly rpath?: string
  readonly runpath?: string
  readonly buildId?: string
  /** Makes it a program. */
  readonly interpreter?: string
  /** `e_machine`; default x86-64. */
  readonly machine?: number
  /** Versions of symbols that it asks of others, by library; one that begins with `weak ` is weak. */
  readonly neededVersions?: Readonly<Record<string, readonly string[]>>
  /** Versions of symbols that it defines, after the one that is its own name. */
  readonly definedVersions?: readonly string[]
  /** Containers of device code, in order. */
  readonly fatbins?: readonly (readonly FakeCode[])[]
  /** Bytes at the end that mean nothing. */
  readonly filling?: Buffer
}

const entryHeader = 64
/** The file is "loaded" here, so that addresses and offsets differ. */
const base = 0x40_0000

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function makeContainer(code: readonly FakeCode[]): Buffer {
  const body = code.map(({ form, capability, payload }) => {
    const header = Buffer.alloc(entryHeader)
    header.writeUInt16LE(form === "sm" ? 2 : 1, 0)
    header.writeUInt16LE(0x101, 2)
    header.writeUInt32LE(entryHeader, 4)
    header.writeUInt32LE(payload, 8)
    header.writeUInt32LE(capability, 28)
    return Buffer.concat([header, Buffer.alloc(payload, capability)])
  })
  const all = Buffer.concat(body)
  const header = Buffer.alloc(16)
  header.writeUInt32LE(0xba55ed50, 0)
  header.writeUInt16LE(1, 4)
  header.writeUInt16LE(16, 6)
  header.writeUInt32LE(all.length, 8)
  return Buffer.concat([header, all])
}

type Intern = (text: string) => number

/** Bytes of numbers of two or four bytes each, little endian. */
const record = (...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )

function versionNeeds(needs: NonNullable<FakeElf["neededVersions"]>, intern: Intern): Buffer {
  const libraries = Object.entries(needs)
  return Buffer.concat(
    libraries.flatMap(([library, versions], index) => {
      const next = index === libraries.length - 1 ? 0 : 16 + 16 * versions.length
      const names = versions.map((version, at) => {
        const isWeak = version.startsWith("weak ")
        const name = intern(isWeak ? version.slice(5) : version)
        return record([4, 0], [2, isWeak ? 2 : 0], [2, 2], [4, name], [4, at === versions.length - 1 ? 0 : 16])
      })
      return [record([2, 1], [2, versions.length], [4, intern(library)], [4, 16], [4, next]), ...names]
    }),
  )
}

function versionDefinitions(versions: readonly string[], intern: Intern): Buffer {
  return Buffer.concat(
    versions.map((version, index) =>
      record(
        [2, 1],
        [2, index === 0 ? 1 : 0],
        [2, index + 1],
        [2, 1],
        [4, 0],
        [4, 20],
        [4, index === versions.length - 1 ? 0 : 28],
        [4, intern(version)],
        [4, 0],
      ),
    ),
  )
}

function segmentHeader(type: number, offset: number, size: number): Buffer {
  const bytes = Buffer.alloc(56)
  bytes.writeUInt32LE(type, 0)
  word(offset).copy(bytes, 8)
  word(base + offset).copy(bytes, 16)
  word(size).copy(bytes, 32)
  word(size).copy(bytes, 40)
  return bytes
}

function sectionHeader(name: number, type: number, offset: number, size: number): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt32LE(name, 0)
  bytes.writeUInt32LE(type, 4)
  word(offset).copy(bytes, 24)
  word(size).copy(bytes, 32)
  return bytes
}

/** A shared library with the headers that a loader reads, and no code. */
export function makeElf(elf: FakeElf = {}): Buffer {
  const strings: string[] = [""]
  const intern = (text: string): number => {
    const at = strings.reduce((sum, { length }) => sum + length + 1, 0)
    strings.push(text)
    return at
  }
  const entries: [number, number][] = [
    ...(elf.needed ?? []).map((name): [number, number] => [1, intern(name)]),
    ...(elf.soname === undefined ? [] : [[14, intern(elf.soname)] as [number, number]]),
    ...(elf.rpath === undefined ? [] : [[15, intern(elf.rpath)] as [number, number]]),
    ...(elf.runpath === undefined ? [] : [[29, intern(elf.runpath)] as [number, number]]),
  ]
  const needs = versionNeeds(elf.neededVersions ?? {}, intern)
  const definitions = versionDefinitions(
    elf.definedVersions === undefined ? [] : [elf.soname ?? "", ...elf.definedVersions],
    intern,
  )
  const stringTable = Buffer.from(`${strings.join("\0")}\0`)
  const interpreter = elf.interpreter === undefined ? Buffer.alloc(0) : Buffer.from(`${elf.interpreter}\0`)
  const id = Buffer.from(elf.buildId ?? "", "hex")
  const noteHead = Buffer.alloc(12)
  noteHead.writeUInt32LE(4, 0)
  noteHead.writeUInt32LE(id.length, 4)
  noteHead.writeUInt32LE(3, 8)
  // Another comes before it, of a length that is filled up.
  const otherNote = Buffer.concat([
    Buffer.from([4, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0]),
    Buffer.from("GNU\0"),
    Buffer.alloc(8),
  ])
  const note =
    elf.buildId === undefined ? Buffer.alloc(0) : Buffer.concat([otherNote, noteHead, Buffer.from("GNU\0"), id])
  const fatbin = Buffer.concat((elf.fatbins ?? []).map(makeContainer))
  const names = Buffer.from("\0.shstrtab\0.nv_fatbin\0")

  const segments = elf.interpreter === undefined ? 3 : 4
  const versionTags = (needs.length > 0 ? 2 : 0) + (definitions.length > 0 ? 2 : 0)
  const stringsAt = 64 + segments * 56
  const dynamicAt = stringsAt + stringTable.length
  const dynamicSize = (entries.length + versionTags + 4) * 16
  const needsAt = dynamicAt + dynamicSize
  const definitionsAt = needsAt + needs.length
  const interpreterAt = definitionsAt + definitions.length
  const noteAt = interpreterAt + interpreter.length
  const fatbinAt = noteAt + note.length
  const namesAt = fatbinAt + fatbin.length
  const fillingAt = namesAt + names.length
  const filling = elf.filling ?? Buffer.alloc(0)
  const sectionsAt = fillingAt + filling.length

  const dynamic = Buffer.concat(
    // What comes after the end means nothing.
    [
      ...entries,
      ...(needs.length > 0
        ? [
            [0x6ffffffe, base + needsAt],
            [0x6fffffff, Object.keys(elf.neededVersions ?? {}).length],
          ]
        : []),
      ...(definitions.length > 0
        ? [
            [0x6ffffffc, base + definitionsAt],
            [0x6ffffffd, 1],
          ]
        : []),
      [5, base + stringsAt],
      [10, stringTable.length],
      [0, 0],
      [1, 0],
    ].flatMap(([tag = 0, value = 0]) => [word(tag), word(value)]),
  )
  const header = Buffer.alloc(64)
  Buffer.from("\x7fELF\x02\x01\x01", "latin1").copy(header)
  header.writeUInt16LE(3, 16)
  header.writeUInt16LE(elf.machine ?? 62, 18)
  word(64).copy(header, 32)
  word(sectionsAt).copy(header, 40)
  header.writeUInt16LE(56, 54)
  header.writeUInt16LE(segments, 56)
  header.writeUInt16LE(64, 58)
  header.writeUInt16LE(3, 60)
  header.writeUInt16LE(1, 62)
  return Buffer.concat([
    header,
    // The first bytes are not loaded.
    segmentHeader(1, 64, sectionsAt - 64),
    segmentHeader(2, dynamicAt, dynamicSize),
    segmentHeader(4, noteAt, note.length),
    ...(elf.interpreter === undefined ? [] : [segmentHeader(3, interpreterAt, interpreter.length)]),
    stringTable,
    dynamic,
    needs,
    definitions,
    interpreter,
    note,
    fatbin,
    names,
    filling,
    sectionHeader(0, 0, 0, 0),
    sectionHeader(1, 3, namesAt, names.length),
    sectionHeader(11, 1, fatbinAt, fatbin.length),
  ])
}
