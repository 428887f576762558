import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { metricsSchema } from "../../lib/metrics/index.ts"
import { withRecorder } from "../backends/dagger/recorder.ts"
import { exporting, tarOf } from "../backends/dagger/write-tarball.ts"
import { bin, root, strata } from "./strata.ts"

const image = "./examples/minimal/image.ts"
const folder = mkdtempSync(join(tmpdir(), "strata-dagger-cli-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command line in a process of its own, while this one answers for the engine. */
function strataInSession(args: readonly string[]): Promise<{ readonly stdout: string; readonly queries: string }> {
  const answers = exporting([tarOf({ a: "12345" }), tarOf({ b: "123" })])
  return withRecorder(
    ({ queries }) =>
      new Promise((resolve, reject) => {
        const env = { ...process.env, NO_COLOR: "1" }
        execFile(process.execPath, [bin, ...args], { cwd: root, env }, (error, stdout, stderr) => {
          if (error) reject(new Error(stderr))
          else resolve({ stdout, queries: queries.join("\n") })
        })
      }),
    answers,
  )
}

describe("strata build --engine=dagger", () => {
  it("uses the session around it and writes the metrics document of every build", async () => {
    const metricsFile = join(folder, "metrics.json")
    const args = ["build", image, "--engine=dagger", "--json", "--quiet", `--metrics=${metricsFile}`]
    const { stdout, queries } = await strataInSession(args)
    const metrics = metricsSchema.parse(JSON.parse(stdout))
    expect(metrics).toMatchObject({
      engine: { name: "dagger" },
      unpackedBytes: 8,
      image: { name: "minimal", tags: [] },
    })
    expect(JSON.parse(readFileSync(metricsFile, "utf8"))).toEqual(metrics)
    expect(queries).toContain("withExec")
    expect(queries).not.toContain("exportImage")
  })

  it("shows the summary to people, and loads the image for a tag", async () => {
    const { stdout, queries } = await strataInSession(["build", image, "--engine=dagger", "--tag=mine:1"])
    expect(stdout).toContain("mine:1: 8 B unpacked in 2 layers")
    expect(queries).toContain('exportImage(name: "mine:1")')
  })

  it("ends with 3 and says in two lines what helps where there is no engine", () => {
    const env = { PATH: folder, DAGGER_SESSION_PORT: "", _EXPERIMENTAL_DAGGER_CLI_BIN: "" }
    const { status, stderr, stdout } = strata(["build", image, "--engine=dagger", "--quiet"], { env })
    expect(status).toBe(3)
    expect(stdout).toBe("")
    expect(stderr.trim().split("\n").slice(0, 2)).toEqual([
      "error[engine-unavailable]: the dagger engine cannot be reached: no session, and no `dagger` on PATH",
      "  fix: install the dagger command line 0.21, or run this by `dagger run strata build ...`",
    ])
  })

  it("names every option that Dagger does not have, at once", () => {
    const wrong = [
      "--builder=a",
      "--store=classic",
      "--cache-from=inline",
      "--cache-to=inline",
      "--no-cache",
      "--refresh-base",
    ]
    const { status, stderr } = strata(["build", image, "--engine=dagger", ...wrong])
    expect(status).toBe(2)
    for (const option of wrong) expect(stderr).toContain(`${option.replace(/=.*/, "")} is nothing that Dagger has`)
  })

  it("takes an address for the dagger engine alone, and only one that Dagger understands", () => {
    expect(strata(["build", image, "--dagger-host=tcp://e:1"]).stderr).toContain(
      "--dagger-host is for the dagger engine",
    )
    const { status, stderr } = strata(["build", image, "--engine=dagger", "--dagger-host=e:1"])
    expect(status).toBe(2)
    expect(stderr).toContain("--dagger-host=e:1 is no address of a Dagger engine")
  })
})
