/**
 * apt packages that compile or hold what only compilers read. They belong in a builder stage. Beside these every
 * package named `*-dev` counts. Source: the dependencies of Debian's `build-essential`, and the compilers and build
 * systems of Debian's "devel" section that GPU images are seen to carry.
 */
export const buildToolPackages = [
  "autoconf",
  "automake",
  "bison",
  "build-essential",
  "cargo",
  "ccache",
  "clang",
  "cmake",
  "dpkg-dev",
  "flex",
  "g++",
  "gcc",
  "gfortran",
  "golang",
  "golang-go",
  "libtool",
  "llvm",
  "make",
  "meson",
  "ninja-build",
  "nvidia-cuda-toolkit",
  "pkg-config",
  "pkgconf",
  "rustc",
] as const

/** A package that the rules and the types take for a build tool. */
export type BuildTool = (typeof buildToolPackages)[number] | `${string}-dev`

const known: ReadonlySet<string> = new Set(buildToolPackages)

export function isBuildTool(aptPackage: string): boolean {
  return known.has(aptPackage) || aptPackage.endsWith("-dev")
}
