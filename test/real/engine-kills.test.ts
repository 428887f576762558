import { randomUUID } from "node:crypto"
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { daemonPid } from "../../lib/engine/embedded/daemon-process.ts"
import { engineState, storeState } from "../../lib/engine/embedded/state.ts"
import { openEngine, stopEngine } from "../../lib/engine/index.ts"
import type { BuildEvent, StoreName } from "../../lib/engine/types.ts"
import { cannotRun, ownHome, requestFor, startCommand } from "./engine-support.ts"
import { hostSnapshot } from "./host-snapshot.ts"
import { leftBehind } from "./left-behind.ts"

const reason = await cannotRun()
/** How many kills; the full matrix is 20. */
const kills = Number(process.env.STRATA_KILLS ?? 6)

const install = "apt-get update -q && apt-get install -qy --no-install-recommends jq"

/** Installs with apt, then writes a layer that takes a moment to export. */
function dockerfile(mark: string): string {
  return [
    "FROM debian:bookworm-slim",
    `RUN ${install} && echo ${mark}`,
    `RUN head -c 200000000 /dev/urandom > /blob && echo ${mark}`,
    "",
  ].join("\n")
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}

/** Every process below one: a program of many threads starts children from any of them. */
function children(pid: number): readonly number[] {
  const tasks = `/proc/${pid}/task`
  const direct = existsSync(tasks)
    ? readdirSync(tasks).flatMap((task) =>
        read(`${tasks}/${task}/children`).trim().split(" ").filter(Boolean).map(Number),
      )
    : []
  return [...direct, ...direct.flatMap((child) => children(child))]
}

/** A process of the daemon by the name of its program. */
function processOf(store: StoreName, name: string): number {
  const outer = daemonPid(storeState(engineState(), store)) ?? 0
  if (name === "unshare") return outer
  const found = children(outer).find((pid) => read(`/proc/${pid}/comm`).trim() === name)
  if (found === undefined) throw new Error(`no process '${name}' in the engine`)
  return found
}

type Moment = "start" | "apt" | "step" | "export"
type Victim = "command" | "buildx" | "dockerd" | "containerd" | "unshare" | "step"

const moments: Readonly<Record<Moment, (event: BuildEvent) => boolean>> = {
  start: (event) => event.kind === "note" && event.text.startsWith("starting"),
  apt: (event) => event.kind === "log" && /Unpacking|Setting up|Preparing/.test(event.text),
  step: (event) => event.kind === "step-started" && event.name.includes("urandom"),
  export: (event) => event.kind === "progress" && event.label.startsWith("exporting layers"),
}

const matrix: readonly (readonly [Victim, Moment, StoreName])[] = [
  ["command", "apt", "classic"],
  ["dockerd", "export", "classic"],
  ["unshare", "apt", "classic"],
  ["command", "start", "classic"],
  ["containerd", "step", "classic"],
  ["dockerd", "export", "containerd"],
  ["command", "export", "classic"],
  ["dockerd", "apt", "classic"],
  ["unshare", "export", "classic"],
  ["step", "apt", "classic"],
  ["buildx", "apt", "classic"],
  ["command", "export", "containerd"],
  ["containerd", "export", "containerd"],
  ["unshare", "export", "containerd"],
  ["dockerd", "step", "classic"],
  ["command", "step", "classic"],
  ["dockerd", "apt", "containerd"],
  ["buildx", "export", "containerd"],
  ["command", "start", "containerd"],
  ["unshare", "step", "containerd"],
]

function pick(victim: Victim, store: StoreName, command: number): number {
  if (victim === "command") return command
  if (victim === "buildx") {
    const found = children(command).find((pid) => read(`/proc/${pid}/cmdline`).includes("docker-buildx"))
    return found ?? command
  }
  if (victim === "step") return processOf(store, "apt-get")
  return processOf(store, victim)
}

/** Programs of steps and clients of this engine that still run. */
function working(): readonly string[] {
  const home = engineState().home
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
        const ours = readFileSync(`/proc/${pid}/mountinfo`, "utf8").includes(home) || command.includes(home)
        return ours && /apt-get|urandom|docker-buildx build/.test(command) ? [`${pid}: ${command}`] : []
      } catch {
        return []
      }
    })
}

async function eventually(nothing: () => readonly string[]): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 100 && nothing().length > 0; attempt++) await sleep(100)
  return nothing()
}

describe.skipIf(reason)(`kill -9${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let before: Awaited<ReturnType<typeof hostSnapshot>>

  beforeAll(async () => {
    ownHome()
    before = await hostSnapshot()
    for (const store of ["classic", "containerd"] as const)
      await (await openEngine({ choice: "embedded", store })).build(
        requestFor("FROM debian:bookworm-slim\n", "strata-test:base"),
      )
  })

  afterAll(() => stopEngine({ purge: true }))

  test.each(matrix.slice(0, kills))("of %s during %s (%s): the next build succeeds", async (victim, moment, store) => {
    if (moment === "start") await stopEngine()
    const mark = randomUUID()
    const command = startCommand(requestFor(dockerfile(mark), "strata-test:killed"), store)
    await command.until(moments[moment])
    // Not at the very edge of the event, but in the middle of what it announces.
    await sleep(moment === "start" ? 200 : 30)
    process.kill(pick(victim, store, command.pid), "SIGKILL")
    // What a killed containerd or step does to the build is up to the daemon; all others end it.
    if (victim !== "containerd") expect(await command.ended).not.toBe(0)
    else await command.ended
    expect(await eventually(working)).toEqual([])

    const engine = await openEngine({ choice: "embedded", store })
    await engine.build(requestFor(dockerfile(mark), "strata-test:after"))
    const run = await engine.run("strata-test:after", ["sh", "-c", "jq --version && stat -c %s /blob"])
    expect(run).toMatchObject({ exitCode: 0, stdout: "jq-1.6\n200000000\n" })
    // Keeps the disk small: every round writes 200 MB.
    await engine.docker(["system", "prune", "--force"])
  })

  test("of command while mmdebstrap makes the root, and then the base: the next command makes them", async () => {
    const [home, root] = [process.env.STRATA_HOME, process.env.STRATA_ROOT]
    process.env.STRATA_HOME = mkdtempSync("/var/lib/strata-test-")
    delete process.env.STRATA_ROOT
    try {
      const request = requestFor("FROM debian:bookworm-slim\n", "strata-test:first")
      for (const making of ["engine's root", "bookworm base"]) {
        const command = startCommand(request, "classic")
        await command.until((event) => event.kind === "note" && event.text.includes(making))
        await sleep(5_000)
        process.kill(command.pid, "SIGKILL")
        await command.ended
        const tools = () => leftBehind(engineState()).filter((line) => /mmdebstrap|apt-get|dpkg/.test(line))
        expect(await eventually(tools)).toEqual([])
        const begun = Date.now()
        const engine = await openEngine({ choice: "embedded" })
        // The first start with everything it downloads.
        expect((Date.now() - begun) / 1000).toBeLessThan(45)
        if (making === "bookworm base") expect((await engine.build(request)).bases[0]?.source).toBe("mmdebstrap")
      }
      await stopEngine({ purge: true })
      expect(existsSync(engineState().home)).toBe(false)
    } finally {
      process.env.STRATA_HOME = home
      process.env.STRATA_ROOT = root
    }
  })

  test("in the end nothing is mounted, listening or running, and the host is as it was", async () => {
    await stopEngine()
    expect(leftBehind(engineState())).toEqual([])
    await stopEngine({ purge: true })
    expect(existsSync(engineState().home)).toBe(false)
    const after = await hostSnapshot()
    for (const [name, lines] of Object.entries(before)) expect.soft(after[name], name).toEqual(lines)
  })
})
