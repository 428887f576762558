export type { AnyPart, TypeMessage } from "./accept.ts"
export {
  type AnyBuilder,
  type Definition,
  defineImage,
  defineVariants,
  type Profile,
  toDefinition,
  type VariantOptions,
  withProfiles,
} from "./definition.ts"
export { type Condition, type ImageBuilder, type ImageOptions, image } from "./image.ts"
export { imageWarnings } from "./warnings.ts"
