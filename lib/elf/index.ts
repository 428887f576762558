export { ElfError, type ElfFault } from "./elf-error.ts"
export type { DeviceCode, Fatbin } from "./fatbin.ts"
export type { ReadAt } from "./read-at.ts"
export { type ElfObject, type ReadElfOptions, readElf } from "./read-elf.ts"
