import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { rootBuildx } from "../../lib/engine/client/root-programs.ts"
import { readRecord } from "../../lib/engine/embedded/daemon-record.ts"
import { engineState, storeState } from "../../lib/engine/embedded/state.ts"
import { openEngine, startEngine, stopEngine } from "../../lib/engine/index.ts"
import { runCommand } from "../../lib/engine/process/run-command.ts"
import { tied } from "../../lib/engine/process/tied.ts"
import { bin } from "../cli/strata.ts"
import { cannotRun, ownHome, requestFor, stepsLike, temporaryFolder } from "./engine-support.ts"

const reason =
  (await cannotRun()) ??
  ((await runCommand(["docker", "--version"])).missing ? "no docker client is installed" : undefined)

/** Lets any docker client run the embedded engine's buildx, with builders of the test's own. */
function installBuildx(): void {
  const record = readRecord(storeState(engineState(), "classic"))
  const config = temporaryFolder("docker")
  mkdirSync(join(config, "cli-plugins"))
  const plugin = join(config, "cli-plugins/docker-buildx")
  writeFileSync(plugin, `#!/bin/sh\nexec ${rootBuildx(record?.root ?? "").join(" ")} "$@"\n`)
  chmodSync(plugin, 0o755)
  process.env.DOCKER_CONFIG = config
}

async function docker(...args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runCommand(["docker", ...args])
  if (exitCode !== 0) throw new Error(stderr)
}

describe.skipIf(reason)(`builders${reason ? ` (skipped: ${reason})` : ""}`, () => {
  beforeAll(async () => {
    ownHome()
    await startEngine()
    installBuildx()
    for (const [name, store] of [
      ["far", "classic"],
      ["near", "containerd"],
    ] as const)
      await docker("context", "create", name, "--docker", `host=unix://${storeState(engineState(), store).socket}`)
  })

  afterAll(async () => {
    await stopEngine({ purge: true })
  })

  test("another daemon by its Docker context: it builds, keeps and is measured", async () => {
    const engine = await openEngine({ choice: "auto", builder: "far" })
    expect(engine.info.name).toBe("docker")
    const built = await engine.build(requestFor(`FROM debian:bookworm-slim\nRUN echo ${Date.now()} > /x\n`, "t:far"))
    const stored = await engine.images.open(built.imageId)
    expect(stored.layers).toHaveLength(2)
    await stored.close()
  })

  test("a name that there is not is told with those that there are", async () => {
    const unknown = { code: "invalid-option", problems: [{ fix: expect.stringContaining("Did you mean 'far'?") }] }
    process.env.DOCKER_CONTEXT = "far"
    await expect(openEngine({ choice: "docker", builder: "fat" })).rejects.toMatchObject(unknown)
    delete process.env.DOCKER_CONTEXT
    await expect(openEngine({ choice: "embedded", builder: "fat" })).rejects.toMatchObject(unknown)
  })

  test("the embedded engine does not take another daemon for its builder", async () => {
    await expect(openEngine({ choice: "embedded", builder: "far" })).rejects.toMatchObject({
      code: "invalid-option",
      problems: [{ fix: "use it with --engine=docker" }],
    })
  })

  test("two daemons share the variants of an image, and there is one summary", async () => {
    await startEngine({ store: "containerd" })
    const folder = temporaryFolder("variants")
    const variant = (name: string) => `run("head -c 1000000 /dev/urandom > /${name}")`
    writeFileSync(
      join(folder, "image.ts"),
      `import { defineVariants, image, run } from "strata-images"
       const steps = { one: ${variant("one")}, two: ${variant("two")} }
       export default defineVariants(["one", "two"], (variant, os) =>
         image("shared", { os, variant }).with(steps[variant]), { os: ["debian12"] })
      `,
    )
    const args = ["build", join(folder, "image.ts"), "--all-variants", "--builder=far,near", "--no-cache"]
    const { exitCode, stdout, stderr } = await runCommand([process.execPath, bin, ...args], { cwd: folder })
    expect(exitCode, stderr).toBe(0)
    expect(stdout).toMatch(/^2 images in .* on 2 builders$/m)
    expect(stdout).toMatch(/shared:one-debian12 .* on (far|near)$/m)
    expect(stderr).toMatch(/^far (one|two): building shared/m)
    expect(stderr).toMatch(/^near (one|two): building shared/m)
    // Each daemon has the one that it built.
    const tags = await Promise.all(
      ["far", "near"].map((name) => runCommand(["docker", "--context", name, "images", "--quiet", "shared"])),
    )
    expect(tags.map((listed) => listed.stdout.trim().split("\n").length)).toEqual([1, 1])
  })

  const buildkitd = process.env.BUILDKITD
  const why = buildkitd ? "" : " (skipped: BUILDKITD names no buildkitd, and no package registry here has one)"

  describe.skipIf(!buildkitd)(`a BuildKit of its own${why}`, () => {
    let daemon: ChildProcess

    beforeAll(async () => {
      const folder = temporaryFolder("buildkit")
      const socket = join(folder, "socket")
      const flags = [`--addr=unix://${socket}`, `--root=${folder}/data`, "--allow-insecure-entitlement=network.host"]
      const worker = ["--oci-worker-net=host", "--containerd-worker=false"]
      const [command = "", ...args] = tied([buildkitd ?? "", ...flags, ...worker])
      // It looks for runc on PATH.
      const env = { ...process.env, PATH: `${dirname(buildkitd ?? "")}:${process.env.PATH}` }
      daemon = spawn(command, args, { stdio: "ignore", env })
      for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1) await sleep(100)
      await docker("buildx", "create", "--name=apart", "--driver=remote", `unix://${socket}`)
    })

    afterAll(() => {
      daemon.kill("SIGTERM")
    })

    test("builds from a base that only the engine has, and the result is loaded into the engine", async () => {
      const engine = await openEngine({ choice: "embedded", builder: "apart" })
      const request = requestFor(`FROM debian:bookworm-slim\nRUN echo ${Date.now()} > /x\n`, "t:apart")
      const first = await engine.build(request)
      expect(first.bases).toMatchObject([{ source: "mmdebstrap" }])
      const stored = await engine.images.open(first.imageId)
      expect(stored.layers).toHaveLength(2)
      await stored.close()
      expect((await engine.run("t:apart", ["cat", "/x"])).stdout).toMatch(/^\d+\n$/)
      const again = await engine.build(request)
      expect(stepsLike(again, /RUN/).map((step) => step.cached)).toEqual([true])
      expect(again.imageId).toBe(first.imageId)
    })
  })
})
