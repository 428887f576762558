// What `strata-images/ir` exports: the IR, and the parser of what comes from outside. The library itself takes `index.ts`:
// who defines images in code does not load zod.
export * from "./index.ts"
export { parseImage } from "./parse.ts"
export { imageSchema } from "./schema.ts"
