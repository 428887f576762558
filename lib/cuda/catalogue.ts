import type { OsName } from "../distributions/index.ts"
import data from "./nvidia-images.json" with { type: "json" }

/** `base`: cudart only; `runtime`: and the math libraries and NCCL; `devel`: and compiler, headers, static libraries. */
export type CudaFlavour = "base" | "runtime" | "devel"

/** One version of CUDA that NVIDIA publishes images of. */
export interface CudaRelease {
  readonly version: string
  /** Lowest driver that runs it, by minor version compatibility. */
  readonly minimumDriver: string
  readonly status: "supported" | "end-of-life"
  /** Why NVIDIA no longer updates its images and, where known, since when (ISO date); it may delete them six months later. */
  readonly endOfLife?: { readonly because: string; readonly since?: string }
  /** Operating systems it is published for, and the tag's word for each major version of cuDNN there. */
  readonly os: Readonly<Partial<Record<OsName, { readonly cudnn: Readonly<Record<string, string>> }>>>
  /** `sha256:...` of the image index per tag, where known and final. */
  readonly digests?: Readonly<Record<string, string>>
}

export interface CudaCatalogue {
  /** Where each kind of fact was read. */
  readonly source: readonly string[]
  /** ISO date of the reading; `status` is as of then. */
  readonly date: string
  readonly repository: string
  /** Every release has all of them on each of its operating systems. */
  readonly flavours: readonly CudaFlavour[]
  /** Oldest first. */
  readonly releases: readonly CudaRelease[]
}

/** NVIDIA's published images as data. A test parses the file with a strict schema; at run time that would only cost. */
export const cudaCatalogue = data as unknown as CudaCatalogue
