import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { arch, tmpdir } from "node:os"
import { join } from "node:path"
import type { PlatformName } from "../../ir/index.ts"
import { runCommand } from "../process/run-command.ts"

/** `exit(0)` in machine code, with the `e_machine` that it is for (elf.h). */
const exits: Readonly<Record<PlatformName, { readonly machine: number; readonly code: readonly number[] }>> = {
  // xor edi,edi; mov eax,60; syscall
  "linux/amd64": { machine: 62, code: [0x31, 0xff, 0xb8, 60, 0, 0, 0, 0x0f, 0x05] },
  // mov x0,#0; mov x8,#93; svc #0
  "linux/arm64": { machine: 183, code: [0, 0, 0x80, 0xd2, 0xa8, 0x0b, 0x80, 0xd2, 1, 0, 0, 0xd4] },
}

const headerBytes = 64
const segmentBytes = 56
const address = 0x400000n

/** The smallest program of a platform: it ends well. An ELF file of one segment, loaded as it is. */
export function smallestProgram(platform: PlatformName): Buffer {
  const { machine, code } = exits[platform]
  const start = headerBytes + segmentBytes
  const file = Buffer.alloc(start + code.length)
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  file.writeUInt16LE(2, 16) // an executable
  file.writeUInt16LE(machine, 18)
  file.writeUInt32LE(1, 20)
  file.writeBigUInt64LE(address + BigInt(start), 24)
  file.writeBigUInt64LE(BigInt(headerBytes), 32)
  file.writeUInt16LE(headerBytes, 52)
  file.writeUInt16LE(segmentBytes, 54)
  file.writeUInt16LE(1, 56)
  file.writeUInt32LE(1, headerBytes) // loaded...
  file.writeUInt32LE(5, headerBytes + 4) // ...to be read and run
  file.writeBigUInt64LE(address, headerBytes + 16)
  file.writeBigUInt64LE(address, headerBytes + 24)
  file.writeBigUInt64LE(BigInt(file.length), headerBytes + 32)
  file.writeBigUInt64LE(BigInt(file.length), headerBytes + 40)
  file.writeBigUInt64LE(0x1000n, headerBytes + 48)
  file.set(code, start)
  return file
}

/** This machine's own platform: `linux/amd64` where Node says x64. */
export function ownPlatform(): string {
  return `linux/${{ x64: "amd64", ia32: "386", ppc64: "ppc64le" }[arch() as string] ?? arch()}`
}

/** Whether this machine runs a platform's programs, its own or by emulation: one is tried. Changes nothing. */
export async function runsPlatform(platform: PlatformName): Promise<boolean> {
  if (platform === ownPlatform()) return true
  const folder = await mkdtemp(join(tmpdir(), "strata-platform-"))
  try {
    const file = join(folder, "program")
    await writeFile(file, smallestProgram(platform))
    await chmod(file, 0o755)
    return (await runCommand([file])).exitCode === 0
  } catch {
    return false
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
