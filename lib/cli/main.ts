import { readFileSync } from "node:fs"
import { Command, CommanderError, Option } from "commander"
import type { CommandSpec, Parsed } from "./command.ts"
import { commands } from "./commands/index.ts"

function append(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

function addCommand(parent: Command, spec: CommandSpec, finish: (code: number) => void): void {
  const command = parent.command(spec.name).description(spec.summary)
  for (const arg of spec.args ?? []) command.argument(arg.name, arg.description)
  for (const { flags, description, choices, repeatable } of spec.options ?? []) {
    const option = new Option(flags, description)
    if (choices) option.choices([...choices])
    if (repeatable) option.argParser(append)
    command.addOption(option)
  }
  const width = Math.max(...spec.examples.map(([line]) => line.length))
  command.addHelpText(
    "after",
    `\nExamples:\n${spec.examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`).join("\n")}`,
  )
  for (const child of spec.commands ?? []) addCommand(command, child, finish)
  const { action } = spec
  if (!action) return
  command.action(async (...values: unknown[]) => {
    const args = values.slice(0, command.registeredArguments.length) as Parsed["args"]
    finish(await (await action())({ args, options: command.opts(), commands }))
  })
}

function version(): string {
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string })
    .version
}

function makeProgram(finish: (code: number) => void): Command {
  const program = new Command("strata")
    .description("Container images as typed code: compose, build, account for every byte.")
    .version(version())
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      "after",
      "\nExit codes: 0 good, 1 a check failed, 2 wrong use, 3 the environment failed (engine, network, disk).",
    )
  for (const spec of commands) addCommand(program, spec, finish)
  return program
}

/** Runs the command line and gives its exit code; it never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = makeProgram((code) => {
    exitCode = code
  })
  try {
    await program.parseAsync([...argv], { from: "user" })
    return exitCode
  } catch (error) {
    // Help and version end by an exception too, with exit code 0; everything else that commander throws is wrong use.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return (await import("./report-error.ts")).reportError(error, argv.includes("--json"))
  }
}
