import type { Image } from "../ir/index.ts"

/** Whether a build runs programs of the image's platform. Else it needs no emulation: what only copies, BuildKit does itself. */
export function runsCommands({ stages }: Image): boolean {
  return stages.some(({ ops }) => ops.some(({ kind }) => kind === "exec"))
}
