export { type LayerCacheOptions, layerCache } from "./layer-cache.ts"
export { openRegistryImage, type RegistryImageOptions } from "./open-registry-image.ts"
export { type RegistryPlace, registryPlace } from "./place.ts"
