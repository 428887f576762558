import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engineState, storeState } from "../../lib/engine/embedded/state.ts"
import { engineStatus, openEngine, StepFailure, stopEngine } from "../../lib/engine/index.ts"
import type { BuildEvent, Engine } from "../../lib/engine/types.ts"
import { cannotRun, joinsOutside, ownHome, requestFor, stepsLike, temporaryFolder } from "./engine-support.ts"
import { hostSnapshot } from "./host-snapshot.ts"
import { leftBehind } from "./left-behind.ts"

const reason = await cannotRun()

describe.skipIf(reason)(`embedded engine${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let engine: Engine
  let before: Awaited<ReturnType<typeof hostSnapshot>>

  beforeAll(async () => {
    ownHome()
    // The root and the base are made first: what is measured here is the engine at work.
    engine = await openEngine({ choice: "embedded" })
    await engine.build(requestFor("FROM debian:bookworm-slim\n", "strata-test:base"))
    await stopEngine()
    before = await hostSnapshot()
  })

  afterAll(() => stopEngine({ purge: true }))

  test("starts again in 3 seconds, and a second command shares it", async () => {
    const begun = Date.now()
    const [first, second] = await Promise.all([openEngine({ choice: "embedded" }), openEngine({ choice: "embedded" })])
    expect((Date.now() - begun) / 1000).toBeLessThan(3)
    expect(second.info.version).toBe(first.info.version)
    const running = (await engineStatus()).stores.filter((store) => store.running)
    expect(running.map((store) => store.store)).toEqual(["classic"])
    engine = first
  })

  test("the socket is for this user only", () => {
    expect(statSync(join(engineState().home, "run")).mode & 0o777).toBe(0o700)
  })

  test("builds, builds again from the cache, rebuilds only what changed, runs", async () => {
    const text = (last: string) => `FROM debian:bookworm-slim\nRUN echo one > /one\nRUN echo ${last} > /two\n`
    const id = Date.now()
    const first = await engine.build(requestFor(text(`a${id}`), "strata-test:small"))
    expect(first.imageId).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(first.bases).toEqual([
      { ref: "debian:bookworm-slim", source: "mmdebstrap", digest: expect.stringMatching(/^sha256:/) },
    ])
    const again = await engine.build(requestFor(text(`a${id}`), "strata-test:small"))
    expect(stepsLike(again, /RUN/).map((step) => step.cached)).toEqual([true, true])
    expect(again.imageId).toBe(first.imageId)
    expect(again.seconds).toBeLessThan(5)
    const changed = await engine.build(requestFor(text(`b${id}`), "strata-test:small"))
    expect(stepsLike(changed, /RUN/).map((step) => step.cached)).toEqual([true, false])
    const run = await engine.run("strata-test:small", ["sh", "-c", "cat /one /two; exit 4"])
    expect(run).toMatchObject({ exitCode: 4, stdout: `one\nb${id}\n` })
  })

  const outside = reason ? undefined : joinsOutside()
  const joining = "what joins a container, by exec or as its health check, is in the container and not on the host"
  test.skipIf(outside)(outside ? `${joining} (skipped: ${outside})` : joining, async () => {
    await engine.build(requestFor("FROM debian:bookworm-slim\nRUN echo inside > /inside\n", "strata-test:joined"))
    const health = ["--health-cmd=cp /inside /checked", "--health-interval=1s"]
    const start = [
      "run",
      "--detach",
      "--network=host",
      "--name=strata-joined",
      ...health,
      "strata-test:joined",
      "sleep",
      "60",
    ]
    expect((await engine.docker(start, { stdio: "capture" })).exitCode).toBe(0)
    await sleep(3000)
    const joined = await engine.docker(["exec", "strata-joined", "cat", "/inside", "/checked"], { stdio: "capture" })
    expect(joined).toMatchObject({ exitCode: 0, stdout: "inside\ninside\n" })
    await engine.docker(["container", "rm", "--force", "strata-joined"])
    expect(existsSync("/checked")).toBe(false)
  })

  test("apt works in a step and leaves neither lists nor archives", async () => {
    const install = "apt-get update -q && apt-get install -qy --no-install-recommends jq"
    const request = requestFor(
      `FROM debian:bookworm-slim\nRUN ${install} && rm -rf /var/lib/apt/lists/*\n`,
      "strata-test:apt",
    )
    await engine.build(request)
    const found = await engine.run("strata-test:apt", [
      "sh",
      "-c",
      "jq --version; find /var/cache/apt /var/lib/apt/lists -type f ! -name lock; ls /usr/share/man/man1 /usr/share/doc/jq",
    ])
    expect(found.stdout).toBe("jq-1.6\n/usr/share/doc/jq:\ncopyright\n\n/usr/share/man/man1:\n")
  })

  test("a failing step names its line and shows its last 20 lines; earlier steps stay cached", async () => {
    const id = Date.now()
    const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${id}\nRUN for i in $(seq 30); do echo line $i; done; exit 9\n`
    const error = await engine.build(requestFor(dockerfile, "strata-test:bad")).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StepFailure)
    const { code, step, problems } = error as StepFailure
    expect({ code, line: step.dockerfileLine, exitCode: step.exitCode }).toEqual({
      code: "step-failed",
      line: 3,
      exitCode: 9,
    })
    expect(problems[0].detail?.split("\n")).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`))
    const mended = await engine.build(requestFor(dockerfile.replace("exit 9", "true"), "strata-test:bad"))
    expect(stepsLike(mended, /RUN/).map((one) => one.cached)).toEqual([true, false])
  })

  test("a disk that will not do is foreseen, with the bytes", async () => {
    const request = { ...requestFor("FROM debian:bookworm-slim\n", "strata-test:big"), expectedBytes: 1e15 }
    await expect(engine.build(request)).rejects.toMatchObject({
      code: "disk-full",
      message: expect.stringMatching(/needs about 1200001\.0 GB .* GB are free/),
    })
  })

  test("a stopped build leaves nothing running", async () => {
    const stop = new AbortController()
    const onEvent = (event: BuildEvent) => {
      if (event.kind === "step-started" && event.name.includes("sleep")) setTimeout(() => stop.abort(), 300)
    }
    const request = requestFor("FROM debian:bookworm-slim\nRUN sleep 987\n", "strata-test:long")
    await expect(engine.build(request, { onEvent, signal: stop.signal })).rejects.toMatchObject({ code: "interrupted" })
    await sleep(1_000)
    const { run } = storeState(engineState(), "classic")
    expect(leftBehind(engineState()).filter((line) => /sleep 987|buildx/.test(line))).toEqual([])
    expect(existsSync(run)).toBe(true)
  })

  test("the build cache goes through a folder", async () => {
    const moved = await openEngine({ choice: "embedded", store: "containerd" })
    expect(moved.info.store).toBe("containerd")
    const cache = [{ kind: "local", directory: temporaryFolder("cache") }] as const
    const request = requestFor(`FROM debian:bookworm-slim\nRUN echo ${Date.now()} > /x\n`, "strata-test:cache")
    await moved.build({ ...request, cacheTo: cache })
    await moved.docker(["builder", "prune", "--all", "--force"])
    const again = await moved.build({ ...request, cacheFrom: cache })
    expect(stepsLike(again, /RUN/).map((step) => step.cached)).toEqual([true])
  })

  test("nothing of the host has changed, while it runs", async () => {
    const after = await hostSnapshot()
    for (const [name, lines] of Object.entries(before)) expect.soft(after[name], name).toEqual(lines)
  })

  test("stopping leaves nothing mounted, listening or running; purging leaves no file", async () => {
    expect(leftBehind(engineState()).length).toBeGreaterThan(0)
    expect(await stopEngine()).toEqual({ wasRunning: true })
    expect(leftBehind(engineState())).toEqual([])
    expect(await stopEngine({ purge: true })).toEqual({ wasRunning: false })
    expect(existsSync(engineState().home)).toBe(false)
    const after = await hostSnapshot()
    for (const [name, lines] of Object.entries(before)) expect.soft(after[name], name).toEqual(lines)
  })
})
