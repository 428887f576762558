import type { CudaChoice } from "./cuda.ts"
import type { AnyOp } from "./op.ts"

/** A `builder` stage may hold compilers and headers and never ships; a `runtime` stage is what users get. */
export type StageKind = "builder" | "runtime"

export interface Stage {
  readonly name: string
  readonly kind: StageKind
  /** Name of the distribution, a key of `distributions`. */
  readonly os: string
  /** What its steps are composed for. A finished image says it once for all of its stages, so there it is absent. */
  readonly platform?: string
  /** In order; the first is the only `from`. */
  readonly ops: readonly AnyOp[]
}

export const imageFormat = "strata.image"
export const imageFormatVersion = 1

/** The image definition as data (IR): JSON-serialisable, frozen, complete. */
export interface Image {
  readonly format: typeof imageFormat
  readonly version: typeof imageFormatVersion
  readonly name: string
  readonly variant?: string
  readonly os: string
  /** `os/arch[/variant]`, e.g. `linux/amd64`. */
  readonly platform: string
  readonly cuda?: CudaChoice
  /** Name of the runtime stage that becomes the image. */
  readonly target: string
  /** A stage comes after every stage that it uses. */
  readonly stages: readonly Stage[]
}
