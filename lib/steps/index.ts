export { type AptOptions, type AptSource, apt } from "./apt/index.ts"
export { type CondaChannel, type CondaOptions, conda } from "./conda/index.ts"
export { type CinnamonOptions, type DesktopAppName, desktop } from "./desktop/index.ts"
export {
  type CopiedPath,
  type CopyOptions,
  copy,
  copyFromStage,
  executable,
  type FileOptions,
  file,
} from "./files/files.ts"
export {
  deferredBytes,
  type LazyDesktop,
  type LazyInstaller,
  type LazyInstallerOptions,
  type LazySource,
  lazy,
  lazyInstaller,
} from "./lazy/index.ts"
export {
  type NodeAppOptions,
  type NodeOptions,
  type NpmCommand,
  type NpmGlobalsOptions,
  type NpmSet,
  node,
  nodeApp,
  npmGlobals,
  npmSets,
  npmSpecs,
} from "./node/index.ts"
export { onlyOn } from "./only-on.ts"
export { pip, python, type Removable, type VenvOptions, venv } from "./python/index.ts"
export { type RunOptions, run } from "./run.ts"
export { secretIds } from "./secrets.ts"
export { cmd, entrypoint, env, expose, healthcheck, label, stopSignal, volume, workdir } from "./settings/settings.ts"
export { type UserOptions, user } from "./settings/user.ts"
export {
  addOps,
  type Component,
  defineComponent,
  defineStep,
  type Part,
  type Step,
  sequence,
  type Trait,
} from "./step.ts"
