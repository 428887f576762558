import type { DeviceCode, Fatbin } from "../../elf/index.ts"

/**
 * The piece of device code that a GPU runs: machine code of its own major version, not of a higher minor one, the
 * nearest; where there is none, the PTX of the highest version that is not above its own, which the driver compiles (CUDA
 * C++ Programming Guide, "Binary Compatibility", "PTX Compatibility").
 */
export function neededCode({ code }: Fatbin, capability: number): DeviceCode | undefined {
  const fits = code.filter(({ form, capability: built }) =>
    form === "compute"
      ? built <= capability
      : built <= capability && Math.floor(built / 10) === Math.floor(capability / 10),
  )
  const nearest = (form: DeviceCode["form"]): DeviceCode | undefined =>
    fits.filter((piece) => piece.form === form).sort((a, b) => b.capability - a.capability)[0]
  return nearest("sm") ?? nearest("compute")
}

/** Device code that none of the GPUs runs. */
export function unneededCode(fatbin: Fatbin, capabilities: readonly number[]): readonly DeviceCode[] {
  const needed = new Set(capabilities.map((capability) => neededCode(fatbin, capability)))
  return fatbin.code.filter((piece) => !needed.has(piece))
}
