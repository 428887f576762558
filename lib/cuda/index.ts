export { type CudaCatalogue, type CudaFlavour, type CudaRelease, cudaCatalogue } from "./catalogue.ts"
export { type CudaCombination, cudaCombinations } from "./combination.ts"
export type { CudaRequest } from "./request.ts"
export { type CudaStageBase, type ResolvedCuda, resolveCuda } from "./resolve.ts"
