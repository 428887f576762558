import type { CudaOwner } from "../ir/index.ts"

/** What a definition asks for. */
export interface CudaRequest {
  /** `major.minor.patch`. With owner `none` it means nothing. */
  readonly version: string
  readonly owner: CudaOwner
  /** Major version of cuDNN. */
  readonly cudnn?: number
}

/** A request as a user writes it. */
export function showRequest({ version, owner, cudnn }: CudaRequest): string {
  const fields = [`version: ${JSON.stringify(version)}`, `owner: ${JSON.stringify(owner)}`]
  if (cudnn !== undefined) fields.push(`cudnn: ${cudnn}`)
  return `.cuda({ ${fields.join(", ")} })`
}
