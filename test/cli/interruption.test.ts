import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { describe, expect, test } from "vitest"
import { root } from "./strata.ts"

/** A program whose work is told by its lines when it begins and when it is asked to end. */
function program(whenAsked: string): string {
  return `
    import { interruptible } from "${root}lib/cli/actions/interruption.ts"
    import { StrataError } from "${root}lib/errors/index.ts"
    const work = (signal) => new Promise((resolve, reject) => {
      const stay = setInterval(() => {}, 1000)
      const end = () => clearInterval(stay)
      signal.addEventListener("abort", () => { console.log("asked"); ${whenAsked} })
      console.log("begun")
    })
    try {
      console.log("result", await interruptible(work))
    } catch (error) {
      console.log(error instanceof StrataError ? "error " + error.code + ": " + error.message : "other " + error)
    }
    process.removeAllListeners("message")
    console.log("listeners", process.listenerCount("SIGINT") + process.listenerCount("SIGTERM"))`
}

/** Runs the program, sends a signal at each line that has one, and gives its lines and how it ended. */
async function interrupt(whenAsked: string, signals: Readonly<Record<string, NodeJS.Signals>>) {
  const args = ["--conditions=strata-source", "--import", "tsx", "--input-type=module", "--eval", program(whenAsked)]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] })
  const ended = once(child, "close")
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    const signal = signals[line]
    if (signal) child.kill(signal)
  }
  const [, killedBy] = await ended
  return { lines, killedBy }
}

describe("a signal", () => {
  test("asks the work for a clean end; whatever it throws then is the interruption, by its name", async () => {
    const { lines, killedBy } = await interrupt("end(); reject(new Error('socket hang up'))", { begun: "SIGTERM" })
    expect(lines).toEqual(["begun", "asked", "error interrupted: stopped by SIGTERM", "listeners 0"])
    expect(killedBy).toBeNull()
  })

  test("does not hide what the work itself says of its end", async () => {
    const error = `new StrataError({ code: "interrupted", message: "the export was stopped" })`
    const { lines } = await interrupt(`end(); reject(${error})`, { begun: "SIGINT" })
    expect(lines).toContain("error interrupted: the export was stopped")
  })

  test("that comes too late takes nothing away", async () => {
    const { lines } = await interrupt("end(); resolve('done')", { begun: "SIGINT" })
    expect(lines).toEqual(["begun", "asked", "result done", "listeners 0"])
  })

  test("for the second time ends the program at once, however long the work takes", async () => {
    const { lines, killedBy } = await interrupt("", { begun: "SIGINT", asked: "SIGINT" })
    expect(lines).toEqual(["begun", "asked"])
    expect(killedBy).toBe("SIGINT")
  })
})
