import { Command, type CommanderError, Option } from "commander"
import { coloursFor } from "./colours.ts"
import type { Action, CommandSpec, OptionSpec, Parsed } from "./command.ts"
import { commands } from "./commands/index.ts"
import { ownVersion } from "./own-version.ts"

/** A command line that commander refused, with the command that it was for. */
export class UsageError extends Error {
  readonly command: Command
  override readonly cause: CommanderError

  constructor(cause: CommanderError, command: Command) {
    super(cause.message)
    this.cause = cause
    this.command = command
  }
}

function append(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

function optionOf({ flags, description, choices, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description)
  if (choices) option.choices([...choices])
  if (repeatable) option.argParser(append)
  return option
}

function examplesOf({ examples }: CommandSpec): string {
  return `\nExamples:\n${examples.map(([line, what]) => `  ${line}\n      ${what}`).join("\n")}`
}

/** Errors are thrown for {@link main} to show, and help looks alike everywhere. */
function settle(command: Command): Command {
  return command
    .exitOverride((error) => {
      throw new UsageError(error, command)
    })
    .configureOutput({ outputError: () => {} })
    .configureHelp({ styleTitle: (title) => coloursFor(process.stdout).bold(title), showGlobalOptions: false })
    .helpOption("-h, --help", "show this help")
}

type Run = (action: Action, parsed: Parsed) => Promise<void>

function addCommand(parent: Command, spec: CommandSpec, run: Run): void {
  const command = settle(parent.command(spec.name)).description(spec.summary).addHelpText("after", examplesOf(spec))
  for (const { name, description } of spec.args ?? []) command.argument(name, description)
  for (const option of spec.options ?? []) command.addOption(optionOf(option))
  for (const child of spec.commands ?? []) addCommand(command, child, run)
  const { action } = spec
  if (!action) return
  command.action(async (...values: unknown[]) => {
    const args = values.slice(0, command.registeredArguments.length) as Parsed["args"]
    await run(await action(), { args, options: command.opts(), commands })
  })
}

/** The whole command line; `run` is given the action of the command that was named. */
export function makeProgram(run: Run): Command {
  const program = settle(new Command("strata"))
    .description("Container images as typed code: compose, build, account for every byte.")
    .version(ownVersion(), "-V, --version", "show the version")
    .helpCommand("help [command]", "show help for a command")
    .addHelpText(
      "after",
      `
Examples:
  strata init
      write a small image and a configuration to begin with
  strata build base --variant=server --os=debian12
      build an image and show its heaviest steps
  strata print base --format=dockerfile
      show what it compiles to; needs no engine

Exit codes: 0 good, 1 a check failed, 2 wrong use, 3 the environment failed (engine, network, disk).`,
    )
  for (const spec of commands) addCommand(program, spec, run)
  return program
}
