import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"

export interface Run {
  /** Wall time. */
  readonly seconds: number
  /** Time of all its threads on processors, user and system: what other programs do to it is smaller here. */
  readonly cpuSeconds: number
  /** Largest resident set of the process itself, in bytes. */
  readonly peakBytes: number
}

/** Linux keeps it in the process's own status, in kB (proc(5), "VmHWM"). */
function peakOf(pid: number): number {
  try {
    const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return 0
  }
}

/** Linux counts in hundredths on every machine of ours (getconf CLK_TCK). */
const ticksPerSecond = 100

/** User and system time so far (proc(5), "stat": fields 14 and 15; the name in brackets may have blanks). */
function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? []
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond
  } catch {
    return 0
  }
}

/** Every 5 ms took 4 % of the time of a program that keeps two processors of two busy. */
const lookMilliseconds = 20

/** Runs a program to its end and looks at its memory and time on the way. @throws Error where it ends badly */
export function runAndWatch(program: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const begun = process.hrtime.bigint()
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] })
    let peakBytes = 0
    let cpuSeconds = 0
    let errors = ""
    const watch = setInterval(() => {
      if (child.pid === undefined) return
      peakBytes = Math.max(peakBytes, peakOf(child.pid))
      cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(child.pid))
    }, lookMilliseconds)
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString("utf8")
    })
    child.once("error", reject)
    child.once("close", (code) => {
      clearInterval(watch)
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9
      if (code === 0) resolve({ seconds, cpuSeconds, peakBytes })
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code}: ${errors.slice(-2000)}`))
    })
  })
}
