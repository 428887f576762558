import type { CommandSpec, OptionSpec } from "./command.ts"

/** What of the user's own project can be completed. It is asked for only when it is needed, as that loads modules. */
export interface ProjectWords {
  images(): Promise<readonly string[]>
  /** Variants or distributions of an image. */
  values(image: string, of: "variant" | "os"): Promise<readonly string[]>
}

const takesImage = "<image>"

function longName({ flags }: OptionSpec): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? ""
}

/** The command that the words before the last one name, and what of them is left for it. */
function commandOf(commands: readonly CommandSpec[], words: readonly string[]): [CommandSpec | undefined, string[]] {
  let known = commands
  let command: CommandSpec | undefined
  const left: string[] = []
  for (const word of words) {
    const next = left.length === 0 ? known.find(({ name }) => name === word) : undefined
    if (next) {
      command = next
      known = next.commands ?? []
    } else left.push(word)
  }
  return [command, left]
}

/** Everything that can stand where the cursor is, given the words of the line; the shell filters by what is typed. */
export async function completionWords(
  commands: readonly CommandSpec[],
  line: readonly string[],
  project: ProjectWords,
): Promise<readonly string[]> {
  const current = line.at(-1) ?? ""
  const before = line.slice(0, -1)
  if (before.includes("--")) return []
  const [command, left] = commandOf(commands, before)
  if (!command) return current.startsWith("-") ? ["--help", "--version"] : commands.map(({ name }) => name)
  const options = command.options ?? []
  const image = command.args?.[0]?.name === takesImage ? left.find((word) => !word.startsWith("-")) : undefined
  const asked = /^(--[a-z-]+)=/.exec(current)?.[1]
  if (asked !== undefined) {
    const fixed = options.find((option) => longName(option) === asked)?.choices
    const own = asked === "--variant" || asked === "--os"
    const values = fixed ?? (own && image ? await project.values(image, asked === "--os" ? "os" : "variant") : [])
    return values.map((value) => `${asked}=${value}`)
  }
  if (current.startsWith("-"))
    return [...options.map((option) => longName(option) + (option.flags.includes("<") ? "=" : "")), "--help"]
  if (command.commands && left.length === 0) return command.commands.map(({ name }) => name)
  const [argument] = command.args ?? []
  if (left.some((word) => !word.startsWith("-"))) return []
  return argument?.name === takesImage ? project.images() : (argument?.choices ?? [])
}
