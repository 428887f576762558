/*
 * As much of RPM's own ndb format (SUSE's `Packages.db`) as reading all blobs takes: RPM's lib/backend/ndb/rpmpkg.c. A head,
 * pages of slots that say where blobs lie in units of 16 bytes, and blobs with a head of their own. All numbers are little
 * endian.
 */
const magic = Buffer.from("RpmP")
const slotMagic = Buffer.from("Slot")
const blobMagic = Buffer.from("BlbS")
const pageBytes = 4096
const slotBytes = 16
const unitBytes = 16
const blobHeadBytes = 16
/** The head takes the place of two slots. */
const firstSlot = 2

export function isNdb(file: Buffer): boolean {
  return file.subarray(0, magic.length).equals(magic)
}

function blobAt(file: Buffer, from: number, number: number): Buffer | undefined {
  if (!file.subarray(from, from + blobMagic.length).equals(blobMagic)) return undefined
  if (file.readUInt32LE(from + 4) !== number) return undefined
  const start = from + blobHeadBytes
  const length = file.readUInt32LE(from + 12)
  return start + length <= file.length ? file.subarray(start, start + length) : undefined
}

/** Headers of all packages. @throws RangeError where the file is damaged */
export function* ndbPackages(file: Buffer): Generator<Buffer> {
  const pages = file.readUInt32LE(12)
  const end = Math.min(file.length, pages * pageBytes)
  for (let at = firstSlot * slotBytes; at + slotBytes <= end; at += slotBytes) {
    const number = file.readUInt32LE(at + 4)
    // A slot of number 0 is free.
    if (number === 0 || !file.subarray(at, at + slotMagic.length).equals(slotMagic)) continue
    const blob = blobAt(file, file.readUInt32LE(at + 8) * unitBytes, number)
    if (blob) yield blob
  }
}
