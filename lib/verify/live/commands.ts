import type { Failure, Found } from "../types.ts"
import type { RunInImage } from "./run-in-image.ts"

/** The last lines of what a command printed. */
export function lastLines(text: string, count = 3): string {
  return text.trim().split("\n").slice(-count).join(" | ")
}

/** Commands that users call, each run by a shell of the image; one that does not end with 0 is a failure. */
export async function checkCommands(run: RunInImage | undefined, commands: readonly string[]): Promise<Found> {
  if (commands.length === 0) return { looked: 0, failures: [], skipped: "no command was named" }
  if (!run) return { looked: 0, failures: [], skipped: "the image is in no engine that could run it" }
  const failures: Failure[] = []
  for (const command of commands) {
    const { exitCode, stdout, stderr } = await run(["/bin/sh", "-c", command])
    if (exitCode === 0) continue
    const said = lastLines(stderr) || lastLines(stdout)
    failures.push({
      key: `command ${command}`,
      message: `'${command}' ended with exit code ${exitCode}`,
      ...(said === "" ? {} : { cause: said }),
    })
  }
  return { looked: commands.length, failures }
}
