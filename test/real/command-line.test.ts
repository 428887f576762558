import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engineState } from "../../lib/engine/embedded/state.ts"
import { stopEngine } from "../../lib/engine/index.ts"
import { bin, strata } from "../cli/strata.ts"
import { misfits } from "../support/published-schema.ts"
import { cannotRun, ownHome, temporaryFolder } from "./engine-support.ts"
import { leftBehind } from "./left-behind.ts"

const reason = await cannotRun()

/** Two variants of a small image, and steps that tell when they run. */
const project = `
import { defineConfig, defineVariants, image, run, user } from "strata-images"
const small = defineVariants(["large", "small"], (variant, os) =>
  image("cli-test", { os, variant })
    .with(run("echo small > /small"))
    .when("large", run("head -c 1000000 /dev/urandom > /large"))
    .with(user("tester")), { os: ["debian12"] })
const slow = image("cli-slow", { os: "debian12" }).with(run("echo kept > /kept"), run("echo begun; sleep 987"))
const bytes = image("cli-bytes", { os: "debian12" }).with(run("head -c 300000000 /dev/urandom > /bytes"))
export default defineConfig({ images: { small, slow, bytes } })
`

describe.skipIf(reason)(`the command line on a real engine${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let folder: string
  let env: NodeJS.ProcessEnv

  beforeAll(() => {
    ownHome()
    folder = temporaryFolder("cli")
    env = { XDG_CACHE_HOME: join(folder, ".cache"), STRATA_HOME: process.env.STRATA_HOME }
    writeFileSync(join(folder, "strata.config.ts"), project)
  })

  afterAll(() => stopEngine({ purge: true }))

  const here = (...args: readonly string[]) => strata(args, { cwd: folder, env })
  const build = (...args: readonly string[]) => here("build", ...args, "--engine=embedded")

  // A step that said something runs for sure. One that was only announced may have a container that is being created:
  // BuildKit lets go of that one, and the engine has to end it.
  const atWork = /\| begun/
  const announced = /run\(echo begun/

  /** What is said until a line has `mark`; then the whole group gets the signal, as a terminal's Ctrl-C does. */
  async function interrupt(args: readonly string[], mark: RegExp, signal: NodeJS.Signals = "SIGINT") {
    const child: ChildProcess = spawn(process.execPath, [bin, ...args, "--engine=embedded"], {
      cwd: folder,
      env: { ...process.env, ...env, NO_COLOR: "1" },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    })
    let [stdout, stderr, sent] = ["", "", false]
    child.stdout?.on("data", (text) => {
      stdout += text
    })
    child.stderr?.on("data", (text) => {
      stderr += text
      if (sent || !mark.test(stderr) || child.pid === undefined) return
      sent = true
      process.kill(-child.pid, signal)
    })
    const [status] = await once(child, "close")
    expect(sent, stderr).toBe(true)
    return { status, stdout, stderr }
  }

  /** Clients and steps of this engine that still run. */
  const working = () => leftBehind(engineState()).filter((line) => /sleep 987|buildx|mmdebstrap/.test(line))

  test("a signal while the engine starts ends it, and what began is taken up by the next command", async () => {
    const { status, stderr } = await interrupt(["build", "small"], /^starting /m)
    expect(stderr).toContain("error[interrupted]: ")
    expect(status).toBe(3)
    expect(here("engine", "up")).toEqual({ status: 0, stdout: "", stderr: expect.stringMatching(/engine runs\n$/) })
  })

  test("engine status tells what runs, and its document fits the schema", () => {
    const document = JSON.parse(here("engine", "status", "--json").stdout)
    expect(misfits("engine.schema.json", document)).toEqual([])
    expect(document).toMatchObject({
      home: process.env.STRATA_HOME,
      stores: [
        { store: "classic", running: true },
        { store: "containerd", running: false },
      ],
    })
    expect(here("engine", "status").stdout).toMatch(/^classic: running, pid \d+, up .*; docker /m)
    expect(here("engine", "docker", "--", "version", "--format", "{{.Server.Version}}").stdout.trim()).toBe(
      document.stores[0].dockerVersion,
    )
  })

  test("all variants are one list of metrics that fits its schema, and a metrics file each", () => {
    const { status, stdout, stderr } = build("small", "--all-variants", "--json", "--metrics=m.json")
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" })
    const document = JSON.parse(stdout)
    expect(misfits("builds.schema.json", document)).toEqual([])
    expect(document.builds.map(({ image }: { image: object }) => image)).toMatchObject([
      { variant: "small", tags: ["cli-test:small-debian12"] },
      { variant: "large", tags: ["cli-test:large-debian12"] },
    ])
    for (const [index, variant] of ["small", "large"].entries())
      expect(JSON.parse(readFileSync(join(folder, `m-${variant}.json`), "utf8"))).toEqual(document.builds[index])
  })

  test("one build is its metrics; the image that it writes can be inspected", () => {
    const metrics = JSON.parse(build("small", "--variant=small", "--json", "--output=oci:out").stdout)
    expect(misfits("metrics.schema.json", metrics)).toEqual([])
    expect(metrics.cache).toMatchObject({ cachedSteps: metrics.cache.totalSteps })
    const inspection = JSON.parse(here("inspect", "oci:out", "--json").stdout)
    expect(misfits("inspect.schema.json", inspection)).toEqual([])
    expect(inspection).toMatchObject({ format: "strata.inspect", unpackedBytes: metrics.unpackedBytes })
  })

  test("run gives the command's output and exit code, as the image's user or another", () => {
    const run = (...args: readonly string[]) => here("run", "--engine=embedded", "cli-test:small-debian12", ...args)
    expect(run("--", "sh", "-c", "cat /small; id -un; echo said >&2; exit 7")).toEqual({
      status: 7,
      stdout: "small\ntester\n",
      stderr: "said\n",
    })
    expect(run("--user=root", "--", "id", "-un")).toEqual({ status: 0, stdout: "root\n", stderr: "" })
    // Options after -- are the command's own.
    expect(run("--", "echo", "--json", "--help").stdout).toBe("--json --help\n")
  })

  test("Ctrl-C during a step ends with 3; nothing works on, and what came before stays cached", async () => {
    const { status, stdout, stderr } = await interrupt(["build", "slow", "--json", "--progress=tty"], atWork)
    expect(stderr).toContain("error[interrupted]: ")
    expect(status).toBe(3)
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ exitCode: 3, problems: [{ code: "interrupted" }] })
    expect(misfits("error.schema.json", document)).toEqual([])
    await expect.poll(working).toEqual([])
    const again = await interrupt(["build", "slow", "--progress=tty"], atWork, "SIGTERM")
    expect(again.stderr).toMatch(/cached {2}runtime: run\(echo kept/)
    expect(again.status).toBe(3)
    await expect.poll(working).toEqual([])
  })

  test("Ctrl-C while a step's container is being created leaves no step", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      expect((await interrupt(["build", "slow", "--progress=tty"], announced, signal)).status).toBe(3)
      await sleep(1_000)
      expect(working()).toEqual([])
    }
  })

  test("Ctrl-C while an output is written leaves none; the engine goes on", async () => {
    const args = ["build", "bytes", "--output=docker-archive:x.tar", "--compressed"]
    const { status, stderr } = await interrupt(args, /compressing the layers/)
    expect(stderr).toContain("error[interrupted]: ")
    expect(status).toBe(3)
    const oci = ["build", "bytes", "--output=oci:half,compression=gzip"]
    expect((await interrupt(oci, /writing oci:half/)).status).toBe(3)
    expect(existsSync(join(folder, "half/index.json"))).toBe(false)
    await expect.poll(working).toEqual([])
    expect(build("small", "--variant=small", "--quiet").status).toBe(0)
  })

  test("engine down leaves nothing mounted, listening or running; purged, no file", () => {
    expect(here("engine", "down")).toEqual({ status: 0, stdout: "", stderr: "stopped\n" })
    expect(leftBehind(engineState())).toEqual([])
    const purged = here("engine", "down", "--purge")
    expect(purged.stderr).toContain("was not running; everything it had is removed")
    expect(existsSync(engineState().home)).toBe(false)
    expect(JSON.parse(here("engine", "status", "--json").stdout)).toMatchObject({
      stores: [
        { running: false, dataBytes: 0 },
        { running: false, dataBytes: 0 },
      ],
    })
  })
})
