import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { type Client, type Container, connect } from "@dagger.io/dagger"
import { compileDagger } from "strata-images/dagger"
import { compileDockerfile } from "strata-images/dockerfile"
import { describe, expect, it } from "vitest"
import { type MatrixCase, matrix } from "../backends/matrix.ts"
import { root } from "./replay.ts"

/*
 * With a real engine: `DAGGER=PATH_OF_CLI npx vitest run test/module/engine.test.ts`. Where the engine is, the CLI finds
 * out itself (`_EXPERIMENTAL_DAGGER_RUNNER_HOST`, a container runtime).
 */
const cli = process.env.DAGGER
const why = cli ? "" : " (skipped: DAGGER names no CLI of Dagger, and no package registry has one)"
const minutes = 60_000

const run = promisify(execFile)

async function dagger(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return run(cli ?? "dagger", [...args], { cwd: root, maxBuffer: 1 << 28 })
}

describe.skipIf(!cli)(`the module on a real engine${why}`, () => {
  it("lists its functions with their texts", { timeout: 5 * minutes }, async () => {
    const { stdout } = await dagger("functions")
    for (const text of [
      "build-base",
      "build-compute",
      "build-tools",
      "build-all",
      "metrics",
      "dockerfile",
      "publish",
      "Builds carbon-base",
    ])
      expect(stdout).toContain(text)
  })

  it("names the variants for one that does not exist", { timeout: 5 * minutes }, async () => {
    await expect(dagger("call", "build-base", "--variant=sever")).rejects.toThrow(/DESKTOP,MINIMAL,SERVER/)
  })

  it("ejects the files", { timeout: 5 * minutes }, async () => {
    const { stdout } = await dagger("call", "dockerfile", "--variant=server", "--os=debian12", "entries")
    expect(stdout).toContain("Dockerfile")
    expect(stdout).toContain("docker-bake.json")
  })

  it("builds an image and gives its metrics", { timeout: 30 * minutes }, async () => {
    const { stdout } = await dagger("call", "metrics", "--variant=server", "--os=debian12")
    expect(JSON.parse(stdout)).toMatchObject({ format: "strata.metrics", engine: { name: "dagger" } })
  })

  it("is used by another module", { timeout: 30 * minutes }, async () => {
    const { stdout } = await dagger(
      "call",
      "-m",
      "examples/dagger-module",
      "workstation",
      "file",
      "--path=/etc/motd",
      "contents",
    )
    expect(stdout).toContain("Ask the platform team.")
  })
})

const list = `cd "$1"
find . -mindepth 1 ! -type f -printf '%P %y %#m %U:%G %l\\n' | sort
find . -type f -printf '%P %y %#m %U:%G %s\\n' | sort
find . -type f -print0 | sort -z | xargs -0 -r sha256sum`

/** Every file with type, mode, owner and content, and the settings. */
async function describeImage(client: Client, container: Container): Promise<object> {
  const scanner = client.container().from("debian:bookworm-slim").withMountedDirectory("/seen", container.rootfs())
  const [files, entrypoint, command, folder, user, variables, labels, ports] = await Promise.all([
    scanner.withExec(["/bin/sh", "-c", list, "sh", "/seen"]).stdout(),
    container.entrypoint(),
    container.defaultArgs(),
    container.workdir(),
    container.user(),
    container.envVariables(),
    container.labels(),
    container.exposedPorts(),
  ])
  return {
    files: files.split("\n"),
    entrypoint,
    command,
    folder,
    user,
    variables: await Promise.all(variables.map(async (one) => [await one.name(), await one.value()])),
    labels: await Promise.all(labels.map(async (one) => [await one.name(), await one.value()])),
    ports: await Promise.all(ports.map(async (one) => [await one.port(), await one.protocol()])),
  }
}

/** Cases that Dagger's own Dockerfile builder, the other side of the comparison, can be given. */
function comparable({ image, needs, refusedByDagger }: MatrixCase): boolean {
  return refusedByDagger === undefined && needs?.ssh === undefined && compileDockerfile(image).files.length === 0
}

describe.skipIf(!cli)(`both backends on a real engine${why}`, () => {
  it.each(matrix.filter(comparable))("$name: equal files and settings", { timeout: 10 * minutes }, async (one) => {
    await connect(async (client) => {
      const { dockerfile, target } = compileDockerfile(one.image)
      const context = client
        .host()
        .directory(join(root, "examples/node-service/app"), { exclude: ["node_modules"] })
        .withNewFile("/strata.Dockerfile", dockerfile)
      const secrets = (one.needs?.secrets ?? []).map((id) => [id, client.setSecret(id, `value of ${id}`)] as const)
      const built = compileDagger(client, one.image, { context, secrets: Object.fromEntries(secrets) })
      const given = secrets.map(([, secret]) => secret)
      const reference = context.dockerBuild({ dockerfile: "strata.Dockerfile", target, secrets: given })
      expect(await describeImage(client, built)).toEqual(await describeImage(client, reference))
    })
  })
})
