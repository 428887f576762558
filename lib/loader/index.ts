export { parseLdCache } from "./ld-cache.ts"
export { type Loaded, Loader, type LoaderRule, type LoaderSettings, type LoaderUser } from "./loader.ts"
export { parseLdConf } from "./parse-ld-conf.ts"
