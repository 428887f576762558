import type { Problem } from "../../errors/index.ts"
import type { AnyOp, CopyOp, ExecOp, Image } from "../../ir/index.ts"
import { globCharacters } from "./copy-files.ts"
import { opProblem } from "./op-problem.ts"
import { opsFromBase } from "./ops-from-base.ts"
import type { DaggerOptions } from "./options.ts"
import { isPossibleMode } from "./permissions.ts"
import { longestScript } from "./run-script.ts"
import { wholePath } from "./workdir.ts"

type Say = (what: string, fix: string) => Problem

const engines = "build this image with a Dockerfile engine"

function scriptProblems(op: ExecOp, options: DaggerOptions, cannot: Say, missing: Say): readonly Problem[] {
  return [
    ...(new TextEncoder().encode(op.script).length > longestScript - 100
      ? [cannot("its script is too long for one argument", "put the script into a file and run that")]
      : []),
    ...op.mounts.flatMap((mount): Problem[] => {
      if (mount.kind === "secret" && mount.required && options.secrets?.[mount.id] === undefined)
        return [missing(`secret '${mount.id}' is required and was not given`, `pass secrets: { "${mount.id}": ... }`)]
      if (mount.kind === "ssh" && mount.required && options.ssh?.[mount.id] === undefined)
        return [missing(`ssh agent '${mount.id}' is required and was not given`, `pass ssh: { "${mount.id}": ... }`)]
      if (mount.kind === "bind" && mount.from === undefined && options.context === undefined)
        return [missing("it binds files of the build context, and none was given", "pass context: a Directory")]
      return []
    }),
  ]
}

function copyProblems(op: CopyOp, options: DaggerOptions, cannot: Say, missing: Say): readonly Problem[] {
  return [
    ...(op.from === undefined && options.context === undefined
      ? [missing("it copies files of the build context, and none was given", "pass context: a Directory")]
      : []),
    ...op.sources.flatMap((source): Problem[] => {
      const [name = "", ...folders] = source.replace(/\/+$/, "").split("/").toReversed()
      if (folders.some((folder) => globCharacters.test(folder)))
        return [cannot(`'${source}' has a pattern before its last part`, "name the folders")]
      if (globCharacters.test(name) && (source.endsWith("/") || /^!|\\|^\s|\s$/.test(name)))
        return [cannot(`the pattern '${source}' means something else to Dagger`, "name the files")]
      return []
    }),
  ]
}

function problemsOf(stage: string, op: AnyOp, before: readonly AnyOp[], options: DaggerOptions): readonly Problem[] {
  const cannot: Say = (what, fix) => opProblem("unsupported-op", stage, op, `${what} (Dagger)`, fix)
  const missing: Say = (what, fix) => opProblem("invalid-option", stage, op, what, fix)
  const badMode = (mode: string | undefined): readonly Problem[] =>
    mode === undefined || isPossibleMode(mode) ? [] : [cannot(`mode ${mode} is not between 1 and 777`, engines)]
  switch (op.kind) {
    case "volume":
      return [cannot("its API cannot declare volumes", `leave it out, or ${engines}`)]
    case "stop-signal":
      return [cannot("its API cannot set the stop signal", `leave it out, or ${engines}`)]
    case "exec":
      return scriptProblems(op, options, cannot, missing)
    case "copy":
      return [...copyProblems(op, options, cannot, missing), ...badMode(op.mode)]
    case "file":
      return badMode(op.mode)
    case "workdir":
      return wholePath(op.path, before) === undefined
        ? [cannot(`'${op.path}' counts from a folder that only the base image knows`, "give the whole path")]
        : []
    default:
      return []
  }
}

/** All that Dagger cannot do of an image, and all that it needs and was not given. Nothing is dropped in silence. */
export function daggerProblems(image: Image, options: DaggerOptions = {}): readonly Problem[] {
  return image.stages.flatMap((stage) => {
    const all = opsFromBase(stage, image)
    const inherited = all.length - stage.ops.length
    return stage.ops.flatMap((op, index) => problemsOf(stage.name, op, all.slice(0, inherited + index), options))
  })
}
