import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openEngine, stopEngine } from "../../lib/engine/index.ts"
import { cannotRun, ownHome, requestFor, stepsLike, temporaryFolder } from "./engine-support.ts"
import { type RunningRegistry, registryProgram, startRegistry } from "./registry-support.ts"

const folder = temporaryFolder("registry")

const program = await registryProgram(folder)
const reason = (await cannotRun()) ?? (program ? undefined : "apt cannot download docker-registry")

describe.skipIf(reason)(`a registry${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let registry: RunningRegistry
  let host = ""

  beforeAll(async () => {
    ownHome()
    registry = await startRegistry(program ?? "", folder)
    host = registry.host
  })

  afterAll(async () => {
    registry.process.kill("SIGKILL")
    await stopEngine({ purge: true })
  })

  test("carries the build cache from one engine to another, and serves bases", async () => {
    const cache = [{ kind: "registry", ref: `${host}/cache`, mode: "max", insecure: true }] as const
    const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${Date.now()} > /x\nRUN echo two > /y\n`
    const tag = `${host}/base:1`
    const first = await openEngine({ choice: "embedded", store: "containerd" })
    const built = await first.build({ ...requestFor(dockerfile, tag), cacheTo: cache })
    expect((await first.docker(["push", tag])).exitCode).toBe(0)
    await stopEngine({ purge: true })

    const second = await openEngine({ choice: "embedded", store: "containerd" })
    const again = await second.build({ ...requestFor(dockerfile, "strata-test:again"), cacheFrom: cache })
    expect(stepsLike(again, /RUN/).map((step) => step.cached)).toEqual([true, true])

    const derived = requestFor(`FROM ${tag}\nRUN cat /x /y\n`, "strata-test:derived")
    const result = await second.build({ ...derived, bases: [{ ref: tag, bootstrap: { suite: "bookworm" } }] })
    expect(result.bases).toEqual([{ ref: tag, source: "registry", digest: built.imageId }])
  })

  test("that answers but does not have the base is named, and one that is silent too", async () => {
    const engine = await openEngine({ choice: "embedded" })
    const from = (ref: string) => engine.build({ ...requestFor(`FROM ${ref}\n`, "strata-test:none"), bases: [{ ref }] })
    await expect(from(`${host}/none:1`)).rejects.toMatchObject({
      code: "base-unavailable",
      message: `the registry does not give out '${host}/none:1'`,
    })
    await expect(from("localhost:1/none:1")).rejects.toMatchObject({
      code: "base-unavailable",
      message: "no registry answers for the base 'localhost:1/none:1'",
    })
  })
})
