export const cudaOwners = ["base-image", "apt", "wheels", "conda", "none"] as const
/** Who brings the CUDA libraries: exactly one. */
export type CudaOwner = (typeof cudaOwners)[number]

/** What was chosen for CUDA, resolved against the catalogue. */
export interface CudaChoice {
  readonly version: string
  readonly owner: CudaOwner
  /** Major version of cuDNN. */
  readonly cudnn?: number
}
