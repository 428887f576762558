import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Command } from "commander"
import { expect, test } from "vitest"
import type { CommandSpec } from "../../lib/cli/command.ts"
import { commands } from "../../lib/cli/commands/index.ts"
import { makeProgram, UsageError } from "../../lib/cli/program.ts"
import { root } from "./strata.ts"

/** Where `strata` is followed by arguments, up to the end of the code or of the command in a line of shell. */
const quoted = /\bstrata(?:-images)? ([a-z-][^`|&;>()#\n]*)/g

function commandLines(code: string): readonly string[] {
  return [...code.matchAll(quoted)].map(([, line = ""]) => line.trim())
}

/** Commands in a page's code: between backticks, and in lines of its examples that are typed or tell a fix. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```[a-z]*\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block)
  const inline = page.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`]+)`/g)
  const typed = blocks.flatMap((block) => block.split("\n").filter((line) => /^(npx )?strata/.test(line)))
  const told = blocks.flatMap((block) => [...block.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code))
  return [...typed, ...told, ...[...inline].map(([, code = ""]) => code)].flatMap(commandLines)
}

function silence(command: Command): void {
  command.configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} })
  for (const child of command.commands) silence(child)
}

/** What the command line says to a line, without doing anything; undefined where it is understood. */
async function refusal(line: string): Promise<string | undefined> {
  const program = makeProgram(async () => {})
  silence(program)
  try {
    // A page says COMMAND for any of them.
    await program.parseAsync(line.replace(/^COMMAND\b/, "build").split(/\s+/), { from: "user" })
    return undefined
  } catch (error) {
    if (error instanceof UsageError && error.cause.exitCode === 0) return undefined
    return error instanceof Error ? error.message : String(error)
  }
}

const pages = readdirSync(join(root, "docs/errors"))
const inPages = pages.flatMap((page) =>
  commandsOf(readFileSync(join(root, "docs/errors", page), "utf8")).map(
    (line) => [line, `docs/errors/${page}`] as const,
  ),
)
const examplesOf = (specs: readonly CommandSpec[]): readonly (readonly [string, string])[] =>
  specs.flatMap(({ name, examples, commands: children }) => [
    ...examples.flatMap(([code]) => commandLines(code).map((line) => [line, `help of ${name}`] as const)),
    ...examplesOf(children ?? []),
  ])

test("pages and help quote commands", () => {
  expect(inPages.length).toBeGreaterThan(10)
  expect(examplesOf(commands).length).toBeGreaterThan(15)
})

test.each([...new Map([...inPages, ...examplesOf(commands)])])("strata %s (%s) is understood", async (line) => {
  expect(await refusal(line)).toBeUndefined()
})

test.each(["engine docker load --input FILE", "print --format=ir", "buld base"])("strata %s is not", async (line) => {
  expect(await refusal(line)).toBeDefined()
})
