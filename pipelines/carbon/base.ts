import {
  apt,
  defineVariants,
  image,
  node,
  npmGlobals,
  npmSets,
  type OsName,
  type PlatformName,
  python,
} from "strata-images"
import { coreDesktop } from "./core-desktop.ts"
import { cudaLibraries } from "./cuda-libraries.ts"

/**
 * Which CUDA each distribution has, and who owns it. On debian12 the wheels of {@link cudaLibraries}, which compute shares;
 * for the others there is no compute, or it stands on NVIDIA's image as well.
 */
export const cudaFor = {
  "ubuntu22.04": { version: "12.1.1", cudnn: 8, owner: "base-image" },
  debian12: { version: "12.1.1", owner: "wheels" },
  debian13: { version: "12.4.1", owner: "apt" },
} as const

type CarbonOs = keyof typeof cudaFor

/** Command-line tools that every variant has. */
export const commandLine = [
  "ca-certificates",
  "curl",
  "git",
  "jq",
  "less",
  "openssh-client",
  "procps",
  "tmux",
  "wget",
  "xz-utils",
] as const

/** What `minimal` adds to `server`: terminal comforts and headless graphics, no desktop. */
export const comforts = [
  "bash-completion",
  "ffmpeg",
  "fontconfig",
  "fonts-dejavu-core",
  "htop",
  "libegl1",
  "libgl1",
  "libgl1-mesa-dri",
  "nano",
  "ripgrep",
  "rsync",
  "sudo",
  "unzip",
  "vim-tiny",
  "xauth",
  "zip",
] as const

/**
 * What every image of the family begins with, whoever brings it CUDA: a host with several of them stores it once. So it comes
 * before CUDA, which is another in carbon-compute-tensorflow.
 */
export function carbonCore<const V extends "desktop" | "minimal" | "server">(
  name: string,
  variant: V,
  os: OsName,
  platform: PlatformName = "linux/amd64",
) {
  return image(name, { os, variant, platform }).with(
    apt(...commandLine),
    python(),
    node({ major: 22 }),
    npmGlobals(npmSets.essential),
  )
}

/**
 * All of carbon-base but its user, under a name: what carbon-tools begins with too, so a host with both stores it once.
 * Each variant is a prefix of the next, server, minimal, desktop: what all three have comes first and is built once.
 */
export function carbonBase<const V extends "desktop" | "minimal" | "server">(
  name: string,
  variant: V,
  os: OsName,
  platform: PlatformName = "linux/amd64",
) {
  const cuda = cudaFor[os as CarbonOs]
  return carbonCore(name, variant, os, platform)
    .cuda(cuda)
    .when(cuda.owner === "wheels", cudaLibraries())
    .build(apt("build-essential", "cmake", "git", "ninja-build"))
    .when(["minimal", "desktop"], apt(...comforts))
    .when("desktop", ...coreDesktop(os))
}

export default defineVariants(
  ["desktop", "minimal", "server"],
  (variant, os, platform) => carbonBase("carbon-base", variant, os, platform).user("carbon", { uid: 1000 }),
  {
    os: ["ubuntu22.04", "debian12", "debian13"],
    // On ARM only debian13's CUDA is there: the wheels of 12.1 are for x86 alone.
    platforms: ["linux/amd64", "linux/arm64"],
    tags: { desktop: "latest-gpu", minimal: "latest-gpu-minimal", server: "latest-gpu-server" },
  },
)
