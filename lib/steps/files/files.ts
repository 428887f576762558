import type { CopyOp, CudaOwner, Owner } from "../../ir/index.ts"
import { shortList } from "../origin.ts"
import { defineStep, type Step } from "../step.ts"

export interface FileOptions {
  /** Octal digits; default `644`. */
  readonly mode?: string
  readonly owner?: Owner
}

/** Writes a small text file; owner and mode are set as it is made, so no later layer holds it again. */
export function file(path: string, content: string, options: FileOptions = {}): Step {
  return defineStep(`file(${path})`, (_, origin) => [
    {
      kind: "file",
      origin,
      path,
      content,
      mode: options.mode ?? "644",
      ...(options.owner ? { owner: options.owner } : {}),
    },
  ])
}

/** Writes an executable script; its first line says what runs it. */
export function executable(path: string, content: string, options: Omit<FileOptions, "mode"> = {}): Step {
  return defineStep(`executable(${path})`, (_, origin) => [
    { kind: "file", origin, path, content, mode: "755", ...(options.owner ? { owner: options.owner } : {}) },
  ])
}

export interface CopyOptions {
  /** Octal digits for every file copied; default: as they are. */
  readonly mode?: string
  readonly owner?: Owner
  /** Makes the layer independent of the ones below it: it is reused when they change. */
  readonly link?: boolean
  /** Says that what is copied holds the CUDA libraries. */
  readonly cuda?: CudaOwner
}

function copyOp(
  origin: CopyOp["origin"],
  from: string | undefined,
  sources: readonly string[],
  destination: string,
  options: CopyOptions,
): CopyOp {
  return {
    kind: "copy",
    origin,
    ...(from === undefined ? {} : { from }),
    sources: [...sources],
    destination,
    ...(options.owner ? { owner: options.owner } : {}),
    ...(options.mode ? { mode: options.mode } : {}),
    ...(options.link ? { link: true } : {}),
    ...(options.cuda ? { cuda: options.cuda } : {}),
  }
}

/** Copies files of the user's project (the build context) into the image. */
export function copy(sources: string | readonly string[], destination: string, options: CopyOptions = {}): Step {
  const list = typeof sources === "string" ? [sources] : sources
  return defineStep(`copy(${shortList(list)})`, (_, origin) => [copyOp(origin, undefined, list, destination, options)])
}

/** What to copy out of a stage: a path that keeps its place, or one that moves. */
export type CopiedPath = string | { readonly from: string; readonly to: string }

/** Copies paths out of another stage. `Image.copyFrom` is the same with the stage's name checked by the compiler. */
export function copyFromStage(stage: string, paths: readonly CopiedPath[], options: CopyOptions = {}): Step {
  const pairs = paths.map((path) => (typeof path === "string" ? { from: path, to: path } : path))
  return defineStep(`copyFrom(${stage}: ${shortList(pairs.map((pair) => pair.from))})`, (_, origin) =>
    pairs.map((pair) => copyOp(origin, stage, [pair.from], pair.to, options)),
  )
}
