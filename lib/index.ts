export { compileDockerfile } from "./backends/dockerfile/index.ts"
export { type Config, defineConfig } from "./config/define-config.ts"
export { type CudaRequest, resolveCuda } from "./cuda/index.ts"
export { type Distribution, distributions, type OsName, osNames } from "./distributions/index.ts"
export { formatProblem, type Problem, type SourceLocation, StrataError } from "./errors/index.ts"
export {
  type Condition,
  type Definition,
  defineImage,
  defineVariants,
  type ImageBuilder,
  type ImageOptions,
  image,
  type Profile,
  type TypeMessage,
  type VariantOptions,
  withProfiles,
} from "./image/index.ts"
export {
  canonicalJson,
  type Image,
  imageDigest,
  type Mount,
  type Origin,
  type PlatformName,
  platformNames,
  platformWord,
  type Stage,
  validateImage,
} from "./ir/index.ts"
export * from "./steps/index.ts"
