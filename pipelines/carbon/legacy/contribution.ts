import type { CudaRequest, OsName, Part, Step } from "strata-images"
import type { Strategies } from "./strategies.ts"

/** What a part of an image adds, in order: to the builder, and to the runtime. */
export interface Contribution {
  readonly build?: readonly Step[]
  readonly runtime?: readonly Part[]
}

/** The distributions that the images as they are stand on. */
export const legacyOses = ["debian12", "ubuntu22.04"] as const satisfies readonly OsName[]
export type LegacyOs = (typeof legacyOses)[number]

export type CarbonImage = "base" | "compute" | "tools"
export type CarbonVariant = "desktop" | "minimal" | "server"

/** What a part depends on. */
export interface Setting {
  readonly image: CarbonImage
  readonly variant: CarbonVariant
  readonly os: LegacyOs
  readonly strategies: Strategies
}

/** Who brought CUDA to the images as they were on each distribution: its archive, or NVIDIA's images. */
export const cudaOf: Readonly<Record<LegacyOs, CudaRequest>> = {
  debian12: { version: "11.8.0", owner: "apt" },
  "ubuntu22.04": { version: "12.1.1", cudnn: 8, owner: "base-image" },
}
