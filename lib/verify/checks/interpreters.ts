import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"
import { isOptionalPart } from "./optional-paths.ts"

const anyExecutable = 0o111
/** Linux reads no more of a first line (BINPRM_BUF_SIZE). */
const mostLineBytes = 256
/** Where programs are. Modules in libraries have first lines too, from their authors' machines, and nobody runs them. */
const programFolder = /^(s?bin|libexec|games|init\.d|cron\.[a-z]+)$/
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

/** Folders of PATH as the image sets it. */
export function searchPath(tree: ImageTree): readonly string[] {
  const line = tree.files.config.env.find((variable) => variable.startsWith("PATH="))
  return (line?.slice("PATH=".length) ?? defaultPath).split(":").filter((folder) => folder !== "")
}

/** Where a command is, as a shell finds it. */
export function findCommand(tree: ImageTree, name: string, path: readonly string[]): number | undefined {
  if (name.includes("/")) return tree.resolve(name)
  for (const folder of path) {
    const found = tree.resolve(`${folder}/${name}`)
    if (found !== undefined && (tree.mode(found) & anyExecutable) !== 0) return found
  }
  return undefined
}

/** What a `#!` line runs: the interpreter, and the command that env(1) looks for. */
function interpreterOf(line: string): { readonly interpreter: string; readonly command?: string } {
  const [interpreter = "", ...words] = line.slice(2).trim().split(/\s+/)
  if (!interpreter.endsWith("/env")) return { interpreter }
  const command = words.find((word) => !word.startsWith("-") && !word.includes("="))
  return command === undefined ? { interpreter } : { interpreter, command }
}

/** What a file's `#!` line names and is not there; `undefined` too where it has no such line. */
export function missingInterpreter(tree: ImageTree, file: number): string | undefined {
  const start = tree.read(file)(0, mostLineBytes)
  if (start[0] !== 0x23 || start[1] !== 0x21) return undefined
  const [line = ""] = start.toString("utf8").split("\n")
  const { interpreter, command } = interpreterOf(line)
  if (tree.resolve(interpreter) === undefined) return interpreter
  return command !== undefined && findCommand(tree, command, searchPath(tree)) === undefined ? command : undefined
}

/** Scripts whose interpreter is not there. */
export function checkInterpreters(tree: ImageTree): Found {
  const failures: Failure[] = []
  let looked = 0
  for (const file of tree.paths("file")) {
    if ((tree.mode(file) & anyExecutable) === 0 || !programFolder.test(tree.baseName(tree.folder(file)))) continue
    looked++
    const missing = missingInterpreter(tree, file)
    if (missing === undefined || isOptionalPart(tree, file, missing)) continue
    const name = tree.name(file)
    failures.push(
      failureOf(tree, file, {
        key: `interpreter ${name} ${missing}`,
        message: `${name} is run by ${missing}, which is not there`,
        missing: missing.startsWith("/") ? missing : `/usr/bin/${missing}`,
      }),
    )
  }
  return { looked, failures }
}
