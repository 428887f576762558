import { makeProgram, UsageError } from "./program.ts"

/** Options after `--` belong to the command that runs in an image. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--")
  return argv.slice(0, end === -1 ? undefined : end).includes("--json")
}

/** A reader that has seen enough (`strata print base | head`) is no error. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
    process.exit()
  })
}

/** Runs the command line and gives its exit code; it never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  endQuietlyOnClosedPipe()
  let exitCode = 0
  const program = makeProgram(async (action, parsed) => {
    exitCode = await action(parsed)
  })
  try {
    await program.parseAsync([...argv], { from: "user" })
    return exitCode
  } catch (error) {
    // Help and version end by an error too, with exit code 0; `commander.help` is help that was shown for want of a command.
    if (error instanceof UsageError && error.cause.exitCode === 0) return 0
    if (error instanceof UsageError && error.cause.code === "commander.help") return 2
    const { reportError } = await import("./report-error.ts")
    return reportError(error, { json: wantsJson(argv) })
  }
}
