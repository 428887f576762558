import { image, venv } from "strata-images"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { StrataError } from "../../lib/errors/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const below = venv({ packages: ["numpy==2.3.5"], stage: "below", libraries: ["numpy.libs"] })

describe.skipIf(!canBuild)(`an environment on top of another ${whyNot}`, () => {
  const tag = "strata-test-venv:1"
  let engine: Engine

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    const definition = image("venv-test", { os: "debian12" }).with(
      below,
      venv({ packages: ["pandas==2.3.3"], on: "below", remove: ["tests"], link: true }),
    )
    await buildImage(definition.toImage(), { engine: "embedded", contextDirectory: ".", tags: [tag] })
  })
  afterAll(() => engine?.docker(["image", "rm", tag]))

  const inside = async (command: string): Promise<string> => {
    const { stdout, stderr, exitCode } = await engine.run(tag, ["sh", "-c", command], { stdio: "capture" })
    return exitCode === 0 ? stdout.trim() : `exit code ${exitCode}: ${stderr}`
  }

  it("has what both installed, and each of its programs", async () => {
    const check = "import numpy, pandas; print(pandas.Series(numpy.arange(4)).sum(), numpy.__version__)"
    expect(await inside(`python3 -c '${check}'`)).toBe("6 2.3.5")
  })

  it("is two layers that have no file in common", async () => {
    const { layers } = await engine.images.open(tag)
    const files = await Promise.all(
      layers.map(async (layer) => {
        const { entries } = await layer.index()
        return entries.filter(({ type, path }) => type !== "directory" && path.startsWith("opt/venv/"))
      }),
    )
    const [first, second, ...rest] = files
      .filter(({ length }) => length > 0)
      .map((each) => each.map(({ path }) => path))
    expect(rest).toEqual([])
    expect(first?.some((path) => path.includes("/numpy/"))).toBe(true)
    expect(second?.some((path) => path.includes("/pandas/"))).toBe(true)
    // The first cleaned nothing away, so only the tests of what the second brought may differ.
    expect(second?.filter((path) => first?.includes(path) && !path.endsWith("/RECORD"))).toEqual([])
  })

  it("tells the loader of the libraries that every program is to find", async () => {
    expect(
      await inside("ldconfig -p | grep -c 'openblas.* => /opt/venv/lib/python3.11/site-packages/numpy.libs/'"),
    ).toBe("1")
  })

  it("may not replace what is below it", async () => {
    const definition = image("venv-test", { os: "debian12" }).with(
      below,
      venv({ packages: ["numpy==2.3.4"], on: "below" }),
    )
    const problem = await buildImage(definition.toImage(), { engine: "embedded", contextDirectory: "." }).catch(
      (error: unknown) => error,
    )
    expect(problem).toBeInstanceOf(StrataError)
    expect(String(JSON.stringify((problem as StrataError).problems))).toContain("pin both to the same version")
  })
})
