import { chmodSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { rootBuildx } from "../../lib/engine/client/root-programs.ts"
import { readRecord } from "../../lib/engine/embedded/daemon-record.ts"
import { engineState, storeState } from "../../lib/engine/embedded/state.ts"
import { openEngine, probeEngines, startEngine, stopEngine } from "../../lib/engine/index.ts"
import { runCommand } from "../../lib/engine/process/run-command.ts"
import { cannotRun, ownHome, requestFor, stepsLike, temporaryFolder } from "./engine-support.ts"

const reason =
  (await cannotRun()) ??
  ((await runCommand(["docker", "--version"])).missing ? "no docker client is installed" : undefined)

const hasBuildx = (await runCommand(["docker", "buildx", "version"])).exitCode === 0

/** The `docker` engine against a daemon that it did not start: an embedded one, as anybody's DOCKER_HOST. */
describe.skipIf(reason)(`docker engine${reason ? ` (skipped: ${reason})` : ""}`, () => {
  beforeAll(async () => {
    ownHome()
    await startEngine()
    process.env.DOCKER_HOST = `unix://${storeState(engineState(), "classic").socket}`
    process.env.DOCKER_CONFIG = temporaryFolder("docker")
  })

  afterAll(async () => {
    delete process.env.DOCKER_HOST
    await stopEngine({ purge: true })
  })

  test.skipIf(hasBuildx)(
    "is passed over without buildx (skipped where the machine has it), with the remedy",
    async () => {
      const [docker] = await probeEngines()
      expect(docker).toMatchObject({ name: "docker", available: false, remedy: expect.stringContaining("buildx") })
      await expect(openEngine({ choice: "docker" })).rejects.toMatchObject({ code: "engine-unavailable" })
      expect((await openEngine({ choice: "auto" })).info.name).toBe("embedded")
    },
  )

  test("with buildx is what auto takes: it builds, caches and runs", async () => {
    const plugins = join(process.env.DOCKER_CONFIG ?? "", "cli-plugins")
    mkdirSync(plugins)
    const record = readRecord(storeState(engineState(), "classic"))
    const buildx = rootBuildx(record?.root ?? "").join(" ")
    writeFileSync(join(plugins, "docker-buildx"), `#!/bin/sh\nexec ${buildx} "$@"\n`)
    chmodSync(join(plugins, "docker-buildx"), 0o755)
    const engine = await openEngine({ choice: "auto" })
    expect(engine.info).toMatchObject({ name: "docker", store: "classic" })
    const request = requestFor(`FROM debian:bookworm-slim\nRUN echo ${Date.now()} > /x\n`, "strata-test:docker")
    const first = await engine.build(request)
    const second = await engine.build(request)
    expect(stepsLike(second, /RUN/).map((step) => step.cached)).toEqual([true])
    expect(second.imageId).toBe(first.imageId)
    expect((await engine.run("strata-test:docker", ["cat", "/x"])).stdout).toMatch(/^\d+\n$/)
  })

  test("of the classic store is passed over where a cache is to be moved", async () => {
    await expect(openEngine({ choice: "docker", store: "containerd" })).rejects.toMatchObject({
      code: "engine-unavailable",
      message: expect.stringContaining("cannot export or import a build cache"),
    })
  })

  test("that does not answer is passed over", async () => {
    const host = process.env.DOCKER_HOST
    process.env.DOCKER_HOST = "unix:///nowhere.sock"
    const [docker] = await probeEngines()
    process.env.DOCKER_HOST = host
    expect(docker?.detail).toContain("no docker daemon answers")
  })
})
