import { type Image, isDesktopPackage } from "../../ir/index.ts"

/*
 * Rough lower ends, for the check of the disk before an image was built here for the first time: a base with tools, the
 * CUDA libraries of an owner other than wheels (carbon-base of debian12: 2.4 GB), a desktop. Only a prediction can do
 * better.
 */
const plainBytes = 0.3e9
const cudaBytes = 2e9
const desktopBytes = 0.7e9

/** Unpacked bytes that an image takes at least, as far as can be told from its definition. */
export function expectedBytes(image: Image): number {
  const owner = image.cuda?.owner
  const packages = image.stages
    .filter(({ name }) => name === image.target)
    .flatMap(({ ops }) => ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []) : [])))
    .flatMap((install) => install.packages)
  const withCuda = owner === "apt" || owner === "base-image" ? cudaBytes : 0
  return plainBytes + withCuda + (packages.some(isDesktopPackage) ? desktopBytes : 0)
}
