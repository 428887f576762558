export { buildOnDagger, type DaggerBuildOptions } from "./build-on-dagger.ts"
