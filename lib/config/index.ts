export { type Config, defineConfig } from "./define-config.ts"
export { type LoadedConfig, loadConfig } from "./load-config.ts"
export { type ResolvedImage, resolveImage } from "./resolve-image.ts"
