import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { image } from "../../lib/index.ts"
import { type LazyInstaller, lazy } from "../../lib/steps/lazy/index.ts"

export type Shell = "sh" | "bash"
export const shells: readonly Shell[] = ["sh", "bash"]

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A folder that stands for an image's root, with the files that the step writes. */
export interface LazyMachine {
  readonly path: (path: string) => string
  readonly has: (path: string) => boolean
  readonly read: (path: string) => string
  /** Every path below a folder, sorted. */
  readonly list: (path: string) => readonly string[]
  readonly start: (program: string, args?: readonly string[], options?: RunOptions) => ChildProcess
  readonly run: (program: string, args?: readonly string[], options?: RunOptions) => Promise<Ran>
  readonly remove: () => void
}

/** Home of the user in the folder. */
export const home = "/home/carbon"

function collect(child: ChildProcess): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const parts = { out: "", err: "" }
    child.stdout?.on("data", (data) => {
      parts.out += data
    })
    child.stderr?.on("data", (data) => {
      parts.err += data
    })
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, ...parts }))
  })
}

export function lazyMachine(shell: Shell, ...installers: readonly LazyInstaller[]): LazyMachine {
  const root = mkdtempSync(join(tmpdir(), "strata-lazy-"))
  const path = (name: string) => join(root, name)
  const definition = image("lazy", { os: "debian12" })
    .with(lazy(...installers))
    .toImage()
  for (const op of definition.stages.flatMap(({ ops }) => ops)) {
    if (op.kind !== "file") continue
    mkdirSync(dirname(path(op.path)), { recursive: true })
    writeFileSync(path(op.path), op.content, { mode: Number.parseInt(op.mode, 8) })
  }
  mkdirSync(path(home), { recursive: true })
  const start: LazyMachine["start"] = (program, args = [], { input = "", env = {} } = {}) => {
    const child = spawn(shell, [path(`/usr/local/bin/${program}`), ...args], {
      // A group of its own, so that a test can kill it with all it started.
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8", HOME: home, STRATA_LAZY_ROOT: root, ...env },
    })
    child.stdin?.on("error", () => undefined)
    child.stdin?.end(input)
    return child
  }
  return {
    path,
    has: (name) => existsSync(path(name)),
    read: (name) => readFileSync(path(name), "utf8"),
    list: (name) =>
      existsSync(path(name)) ? readdirSync(path(name), { recursive: true, encoding: "utf8" }).sort() : [],
    start,
    run: (program, args, options) => collect(start(program, args, options)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Kills a program that was started here and everything it runs, as a power cut would. */
export async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve))
  if (child.pid === undefined) throw new Error("it never started")
  process.kill(-child.pid, "SIGKILL")
  await ended
}

/** Waits until something holds; what never does is for the test's own limit of time. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}
