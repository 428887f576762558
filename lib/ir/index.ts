export { canonicalJson, imageDigest } from "./canonical.ts"
export { type CudaChoice, type CudaOwner, cudaOwners } from "./cuda.ts"
export { deepFreeze } from "./freeze.ts"
export {
  type Image,
  imageFormat,
  imageFormatVersion,
  type Stage,
  type StageKind,
} from "./image.ts"
export { type Ecosystem, ecosystems, type Install } from "./install.ts"
export type { CacheSharing, Mount } from "./mount.ts"
export type {
  AnyOp,
  BaseSource,
  CmdOp,
  CopyOp,
  EntrypointOp,
  EnvOp,
  ExecOp,
  ExposeOp,
  FileOp,
  FromOp,
  HealthcheckOp,
  LabelOp,
  OpKind,
  OpOf,
  Owner,
  StopSignalOp,
  UserOp,
  VolumeOp,
  WorkdirOp,
} from "./op.ts"
export type { Origin } from "./origin.ts"
export {
  architectureWord,
  debianArchitecture,
  defaultPlatform,
  type PlatformName,
  platformNames,
  platformsOfDebian,
  platformWord,
} from "./platform.ts"
export { type BuildTool, buildToolPackages, isBuildTool } from "./rules/build-tools.ts"
export {
  type DesktopPackage,
  desktopPackages,
  type HeadlessVariant,
  headlessVariants,
  isDesktopPackage,
  isHeadless,
} from "./rules/desktop-packages.ts"
export { validateImage } from "./rules/index.ts"
export { stagesUsedBy } from "./rules/stages.ts"
