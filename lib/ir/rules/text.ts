import { eachOp, opProblem, type Rule } from "./rule.ts"

function holdsZeroByte(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0")
  if (typeof value !== "object" || value === null) return false
  return Object.entries(value).some(([key, item]) => key.includes("\0") || holdsZeroByte(item))
}

/** A zero byte ends a string for every kernel and shell; nothing that holds one can be built. */
const noZeroBytes: Rule = (image) =>
  eachOp(image, (stage, op) => (holdsZeroByte(op) ? opProblem(stage, op, "holds a zero byte") : undefined))

/** Dockerfile instructions end at a line break; only scripts and files may hold one. */
const noLineBreaksInSettings: Rule = (image) =>
  eachOp(image, (stage, op) => {
    const texts =
      op.kind === "env"
        ? Object.values(op.variables)
        : op.kind === "label"
          ? Object.entries(op.labels).flat()
          : op.kind === "workdir"
            ? [op.path]
            : op.kind === "user"
              ? [op.user]
              : op.kind === "copy"
                ? [...op.sources, op.destination]
                : op.kind === "file"
                  ? [op.path]
                  : op.kind === "volume"
                    ? op.paths
                    : []
    return texts.some((text) => /[\r\n]/.test(text))
      ? opProblem(stage, op, "holds a line break where none can be")
      : undefined
  })

export const textRules: readonly Rule[] = [noZeroBytes, noLineBreaksInSettings]
