/** CUDA as a distribution's own archive has it: names of packages per flavour. */
export interface DistributionCuda {
  /** Where and when the list was read. */
  readonly source: string
  readonly date: string
  readonly version: string
  /** Lowest driver that runs this version (NVIDIA's compatibility table). */
  readonly minimumDriver: string
  /** Areas of the archive that hold the packages, beyond `main`. */
  readonly components: readonly string[]
  /** Platforms whose archive has all of the packages. */
  readonly platforms: readonly string[]
  readonly packages: {
    /** cudart only. */
    readonly base: readonly string[]
    /** base and the libraries that programs load: cuBLAS, cuFFT, cuRAND, cuSOLVER, cuSPARSE, NPP, NVRTC. */
    readonly runtime: readonly string[]
    /** Compiler and headers; for builder stages. */
    readonly devel: readonly string[]
  }
}

/** A desktop application: packages, or why the archive has none that works in an image. */
export type DesktopApp = { readonly packages: readonly string[] } | { readonly unavailable: string }

/**
 * All that the library knows about a distribution. A new one is a folder with a value of this type
 * and one line in `index.ts`.
 */
export interface Distribution {
  /** The name users write: `debian12`. */
  readonly name: string
  readonly title: string
  readonly base: {
    /** Image reference of the plain distribution. */
    readonly ref: string
    /** Debian suite from which an engine can make this base where no registry answers. */
    readonly bootstrapSuite?: string
  }
  /** CUDA from the distribution's own archive; absent where NVIDIA's base images are the way. */
  readonly cuda?: DistributionCuda
  readonly python: {
    /** `major.minor` of the distribution's Python. */
    readonly version: string
    readonly runtime: readonly string[]
    /** What a builder needs to make a virtual environment. */
    readonly venv: readonly string[]
  }
  readonly desktop: {
    /** With `pciutils`: the settings' page on the system calls lspci, and no package of Cinnamon depends on it. */
    readonly cinnamon: readonly string[]
    readonly apps: Readonly<Record<"firefox" | "tilix", DesktopApp>>
  }
}
