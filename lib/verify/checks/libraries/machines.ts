/** `e_machine` by the name that an image's config has for it (elf.h; OCI image-spec, "platform"). */
const machineOf: Readonly<Record<string, number>> = { amd64: 62, arm64: 183, riscv64: 243, ppc64le: 21, s390x: 22 }

/** Number in ELF headers of what an image is for; x86-64 where its config says nothing. */
export function machineOfArchitecture(architecture: string | undefined): number {
  return machineOf[architecture ?? "amd64"] ?? 62
}

/** Name of a machine as configs have it. */
export function machineName(machine: number): string {
  return Object.entries(machineOf).find(([, number]) => number === machine)?.[0] ?? `machine ${machine}`
}
