import type { CommandSpec } from "./command.ts"

/** What can come next on a command line, as far as the table of commands knows; values of the configuration are `images`. */
export function completionWords(
  commands: readonly CommandSpec[],
  words: readonly string[],
  images: readonly string[],
): readonly string[] {
  const current = words.at(-1) ?? ""
  let known: readonly CommandSpec[] = commands
  let command: CommandSpec | undefined
  for (const word of words.slice(0, -1)) {
    const next = known.find(({ name }) => name === word)
    if (!next) continue
    command = next
    known = next.commands ?? []
  }
  if (!command) return known.map(({ name }) => name)
  const value = /^(--[a-z-]+)=/.exec(current)?.[1]
  const options = command.options ?? []
  if (value !== undefined) {
    return (options.find(({ flags }) => flags.startsWith(value))?.choices ?? []).map((choice) => `${value}=${choice}`)
  }
  if (current.startsWith("-")) return options.map(({ flags }) => flags.replace(/ .*$/, flags.includes("<") ? "=" : ""))
  return [...known.map(({ name }) => name), ...(command.args?.[0]?.name === "<image>" ? images : [])]
}
