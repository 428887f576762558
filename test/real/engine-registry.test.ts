import { type ChildProcess, spawn } from "node:child_process"
import { readdirSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openEngine, stopEngine } from "../../lib/engine/index.ts"
import { runCommand } from "../../lib/engine/process/run-command.ts"
import { tied } from "../../lib/engine/process/tied.ts"
import { cannotRun, ownHome, requestFor, stepsLike, temporaryFolder } from "./engine-support.ts"

const folder = temporaryFolder("registry")

/** Debian's registry, unpacked and not installed. */
async function registryProgram(): Promise<string | undefined> {
  const { exitCode } = await runCommand(["apt-get", "download", "docker-registry"], { cwd: folder })
  const file = readdirSync(folder).find((name) => name.endsWith(".deb"))
  if (exitCode !== 0 || !file) return undefined
  await runCommand(["dpkg-deb", "-x", join(folder, file), folder])
  return join(folder, "usr/bin/docker-registry")
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}

const program = await registryProgram()
const reason = (await cannotRun()) ?? (program ? undefined : "apt cannot download docker-registry")

describe.skipIf(reason)(`a registry${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let registry: ChildProcess
  let host = ""

  beforeAll(async () => {
    ownHome()
    host = `localhost:${await freePort()}`
    const config = join(folder, "config.yml")
    const lines = [
      "version: 0.1",
      `storage: { filesystem: { rootdirectory: ${folder}/data } }`,
      `http: { addr: "${host}" }`,
    ]
    writeFileSync(config, `${lines.join("\n")}\n`)
    const [command = "", ...args] = tied([program ?? "", "serve", config])
    registry = spawn(command, args, { stdio: "ignore" })
    await sleep(500)
  })

  afterAll(async () => {
    registry.kill("SIGKILL")
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
