export { type AptOptions, type AptTrait, apt } from "./apt.ts"
export { aptInstallOps } from "./install-ops.ts"
export type { AptSource } from "./source.ts"
