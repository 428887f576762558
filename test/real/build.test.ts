import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { BuildEvent } from "../../lib/engine/types.ts"
import {
  cmd,
  copy,
  entrypoint,
  env,
  executable,
  expose,
  file,
  healthcheck,
  image,
  label,
  run,
  stopSignal,
  user,
  volume,
  workdir,
} from "../../lib/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const start = image("build-test", { os: "debian12" })
const unique = `${Date.now()}`

describe.skipIf(!canBuild)(`buildImage ${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-build-test-"))
  const options = { engine: "embedded", contextDirectory: folder } as const
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("builds only what a change in the last step touches", async () => {
    const steps = (last: string): ReturnType<typeof start.toImage> =>
      start.with(run(`echo first ${unique}`), run("echo second"), run(`echo ${last}`)).toImage()
    const first = await buildImage(steps("a"), options)
    expect(first.steps.map(({ cached }) => cached)).toEqual([false, false, false])
    const same = await buildImage(steps("a"), options)
    expect(same.cache).toEqual({ cachedSteps: 3, totalSteps: 3 })
    expect(same.image.id).toBe(first.image.id)
    const changed = await buildImage(steps("b"), options)
    expect(changed.steps.map(({ cached }) => cached)).toEqual([true, true, false])
  })

  it("shows a failing step's last lines and the user's line, and keeps the cache of what came before", async () => {
    const steps = (last: string): ReturnType<typeof start.toImage> =>
      start.with(run(`echo kept ${unique}`), run(last)).toImage()
    const failed = buildImage(steps("echo about to fail; echo the reason >&2; exit 7"), options)
    await expect(failed).rejects.toMatchObject({
      code: "step-failed",
      problems: [
        {
          message: expect.stringMatching(/run\(echo about to fail.*stage 'runtime' failed with exit code 7/),
          detail: expect.stringContaining("the reason"),
          at: { file: "test/real/build.test.ts" },
        },
      ],
    })
    expect((await buildImage(steps("true"), options)).steps[0]?.cached).toBe(true)
  })

  it("reports progress as it goes", async () => {
    const events: BuildEvent[] = []
    await buildImage(start.with(run(`echo said ${unique}`)).toImage(), {
      ...options,
      onEvent: (event) => events.push(event),
    })
    expect(events.some((event) => event.kind === "log" && event.text.includes(`said ${unique}`))).toBe(true)
    expect(events.filter(({ kind }) => kind === "step-finished").length).toBeGreaterThan(0)
  })

  it("carries every setting into the image as it was given, whatever characters it holds", async () => {
    const hostile = `a "b" 'c' $d \\ \`e\` #f <g> é ✓`
    const definition = start
      .with(
        env({ A: hostile, PATH: "/x y:${PATH}" }),
        label({ "some.label": hostile, 'odd "key"': "v" }),
        workdir("/work dir/$x"),
        file("/etc/plain.conf", `${hostile}\n`, { mode: "640", owner: { user: 12, group: 34 } }),
        file("/etc/no-line-feed", "x"),
        file("/etc/carriage", "a\r\nb\r\n"),
        file("/etc/odd name$1", "y\n"),
        file("/etc/heredoc", "EOF\nEOF2\n"),
        executable("/usr/local/bin/hello", "#!/bin/sh\necho hello\n"),
        expose(53, "udp"),
        volume("/data"),
        stopSignal("SIGINT"),
        healthcheck({ command: ["true", "$x"], intervalSeconds: 7, retries: 2 }),
        user("someone", { uid: 4321 }),
        entrypoint("sh", "-c"),
        cmd(`echo "$A"`),
      )
      .toImage()
    const tag = `strata-test-settings:${unique}`
    await buildImage(definition, { ...options, tags: [tag] })
    const engine = await openEngine({ choice: "embedded", store: "classic" })
    const { Config } = (
      JSON.parse((await engine.docker(["image", "inspect", tag])).stdout) as [{ Config: Record<string, unknown> }]
    )[0]
    expect(Config).toMatchObject({
      Env: ["PATH=/x y:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", `A=${hostile}`],
      Labels: { "some.label": hostile, 'odd "key"': "v" },
      WorkingDir: "/home/someone",
      User: "4321:4321",
      ExposedPorts: { "53/udp": {} },
      Volumes: { "/data": {} },
      StopSignal: "SIGINT",
      Entrypoint: ["sh", "-c"],
      Cmd: [`echo "$A"`],
      Healthcheck: { Test: ["CMD", "true", "$x"], Interval: 7_000_000_000, Retries: 2 },
    })
    const layers = (await Promise.all((await engine.images.open(tag)).layers.map((layer) => layer.index()))).flatMap(
      ({ entries }) => entries,
    )
    const find = (path: string): unknown => layers.find((entry) => entry.path === path)
    expect(find("etc/plain.conf")).toMatchObject({
      mode: 0o640,
      uid: 12,
      gid: 34,
      size: Buffer.byteLength(`${hostile}\n`),
    })
    expect(find("etc/no-line-feed")).toMatchObject({ size: 1 })
    expect(find("etc/carriage")).toMatchObject({ size: 6 })
    expect(find("etc/odd name$1")).toMatchObject({ size: 2 })
    expect(find("etc/heredoc")).toMatchObject({ size: 9 })
    expect(find("usr/local/bin/hello")).toMatchObject({ mode: 0o755 })
    expect(find("work dir/$x")).toMatchObject({ type: "directory" })
    expect(await engine.run(tag, [], { stdio: "capture" })).toEqual({ exitCode: 0, stdout: `${hostile}\n`, stderr: "" })
    expect(await engine.run(tag, ["hello"], { stdio: "capture" })).toEqual({
      exitCode: 0,
      stdout: "hello\n",
      stderr: "",
    })
    await engine.docker(["image", "rm", tag])
  })

  it("copies from the user's folder, and writes an OCI layout with its metrics", async () => {
    writeFileSync(join(folder, "hello.txt"), unique)
    const output = { kind: "oci", path: join(folder, "oci"), compression: "gzip" } as const
    const metrics = await buildImage(start.with(copy("hello.txt", "/hello.txt", { mode: "600" })).toImage(), {
      ...options,
      output,
    })
    expect(metrics.output).toEqual({ kind: "oci", path: output.path })
    expect(metrics.compressedBytes).toBeLessThan(metrics.unpackedBytes)
    expect(metrics.layers.at(-1)).toMatchObject({ unpackedBytes: unique.length, step: "copy(hello.txt)" })
  })
})
