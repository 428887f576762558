import type { AnyOp, Image, Origin, Stage } from "../../ir/index.ts"
import { type BaseImage, dispatch, type SourceMapEntry } from "../backend.ts"
import { type ContextFile, type Instruction, instructions } from "./instructions.ts"

/** Everything a build needs besides the user's own files. */
export interface CompiledDockerfile {
  readonly dockerfile: string
  /** Files of the named context `strata-files`; usually none. */
  readonly files: readonly ContextFile[]
  /** Base images, each once. */
  readonly bases: readonly BaseImage[]
  /** Ids of the secrets that steps can use. */
  readonly secrets: readonly string[]
  /** Whether anything is copied from the user's own folder. */
  readonly usesContext: boolean
  readonly sourceMap: readonly SourceMapEntry[]
  /** Stage that becomes the image. */
  readonly target: string
}

/** Kinds that BuildKit counts as steps of a stage; the others only change settings. */
const stepKinds: ReadonlySet<AnyOp["kind"]> = new Set(["exec", "copy", "file", "workdir"])

function originComment({ step, at }: Origin): string {
  // A step's name may hold a line break of the user's own text; a comment must not.
  const name = step.replace(/\s+/g, " ")
  return at ? `# ${name}: ${at.file}:${at.line}` : `# ${name}`
}

function header(image: Image): readonly string[] {
  const what = [image.name, ...(image.variant ? [image.variant] : []), image.os].join(" ")
  return [`# ${what}: made by Strata from a typed image definition. Comments name the step and the line that made it.`]
}

interface Emitted {
  readonly lines: readonly string[]
  readonly files: readonly ContextFile[]
  readonly map: readonly SourceMapEntry[]
}

function emitStage(stage: Stage, lineBefore: number): Emitted {
  const lines: string[] = ["", `# ---- ${stage.kind} stage: ${stage.name} ----`]
  const files: ContextFile[] = []
  const map: SourceMapEntry[] = []
  let position = 0
  let lastComment = ""
  let afterHeredoc = false
  for (const op of stage.ops) {
    const comment = originComment(op.origin)
    if (comment !== lastComment) {
      if (op.kind !== "from") lines.push("")
      lines.push(comment)
    } else if (afterHeredoc) {
      // hadolint's parser wants an empty line between a here-document and the next instruction.
      lines.push("")
    }
    lastComment = comment
    const emitted: Instruction = dispatch(instructions, op, { stage: stage.name })
    const isStep = stepKinds.has(op.kind)
    if (isStep) position++
    map.push({
      stage: stage.name,
      firstLine: lineBefore + lines.length + 1,
      lastLine: lineBefore + lines.length + emitted.lines.length,
      origin: op.origin,
      kind: op.kind,
      ...(isStep ? { position } : {}),
    })
    lines.push(...emitted.lines)
    afterHeredoc = emitted.lines.length > 1
    files.push(...(emitted.files ?? []))
  }
  return { lines, files, map }
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()]
}

/** Compiles an image definition to a Dockerfile. Pure: the same definition gives the same bytes. */
export function compileDockerfile(image: Image): CompiledDockerfile {
  const lines: string[] = [...header(image)]
  const files: ContextFile[] = []
  const sourceMap: SourceMapEntry[] = []
  for (const stage of image.stages) {
    const emitted = emitStage(stage, lines.length)
    lines.push(...emitted.lines)
    files.push(...emitted.files)
    sourceMap.push(...emitted.map)
  }
  const ops = image.stages.flatMap((stage) => stage.ops)
  const mounts = ops.flatMap((op) => (op.kind === "exec" ? op.mounts : []))
  return {
    dockerfile: `${lines.join("\n")}\n`,
    files: unique(files, (file) => file.path),
    bases: unique(
      ops.flatMap((op) => (op.kind === "from" && op.source.kind === "image" ? [op.source] : [])),
      (base) => base.ref + (base.digest ?? ""),
    ),
    secrets: unique(
      mounts.flatMap((mount) => (mount.kind === "secret" ? [mount.id] : [])),
      (id) => id,
    ),
    usesContext:
      ops.some((op) => op.kind === "copy" && op.from === undefined) ||
      mounts.some((mount) => mount.kind === "bind" && mount.from === undefined),
    sourceMap,
    target: image.target,
  }
}
