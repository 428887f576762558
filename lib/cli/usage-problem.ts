import type { Command, CommanderError } from "commander"
import type { ErrorCode, Problem } from "../errors/index.ts"
import { didYouMean, suggest } from "../errors/suggest.ts"

/** What commander says, by its code: the message, which names the thing in quotes. */
const named = /'([^']*)'/

function problem(code: ErrorCode, message: string, fix: string): Problem {
  return { code, message, fix }
}

function longOptions(command: Command): readonly string[] {
  return [...command.options.flatMap(({ long }) => (long ? [long] : [])), "--help"]
}

/** `strata engine status`, as it is typed. */
export function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}

function unknownOption(command: Command, name: string): Problem {
  const near = suggest(name, longOptions(command))
  const list = `\`${pathOf(command)} --help\` lists its options`
  return problem("unknown-option", `unknown option '${name}'`, near ? `Did you mean '${near}'? ${list}` : list)
}

function invalidChoice(command: Command, message: string): Problem {
  const [, flags = "", value = ""] = /option '([^']+)' argument '([^']*)' is invalid/.exec(message) ?? []
  const option = command.options.find((each) => each.flags === flags)
  if (option?.argChoices)
    return problem("invalid-option", `${option.long} cannot be '${value}'`, didYouMean(value, option.argChoices))
  return problem("invalid-option", message, `see \`${pathOf(command)} --help\``)
}

/** What is wrong with a command line, in the same form as every other problem. */
export function usageProblem(error: CommanderError, command: Command): Problem {
  const message =
    error.message
      .replace(/^error: /, "")
      .split("\n")[0]
      ?.replace(/\.$/, "") ?? ""
  const name = named.exec(message)?.[1] ?? ""
  const help = `see \`${pathOf(command)} --help\``
  switch (error.code) {
    case "commander.unknownOption":
      return unknownOption(command, name.replace(/=.*$/, ""))
    case "commander.unknownCommand":
      return problem(
        "unknown-option",
        `there is no command '${command.parent ? `${command.name()} ${name}` : name}'`,
        didYouMean(
          name,
          command.commands.map((each) => each.name()),
        ),
      )
    case "commander.missingArgument":
      return problem("invalid-option", `${pathOf(command)}: <${name}> is missing`, help)
    case "commander.invalidArgument":
      return invalidChoice(command, message)
    default:
      return problem("invalid-option", `${pathOf(command)}: ${message}`, help)
  }
}
