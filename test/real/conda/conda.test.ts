import { readFileSync } from "node:fs"
import { join } from "node:path"
import { conda, defineComponent, file, image, python, run, venv } from "strata-images"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage } from "../../../lib/build/index.ts"
import { openEngine } from "../../../lib/engine/index.ts"
import type { Engine } from "../../../lib/engine/types.ts"
import { strata } from "../../cli/strata.ts"
import { canBuild, whyNot } from "../../support/can-build.ts"

const site = "/opt/conda/lib/python3.11/site-packages"

/** Conda's own channels may be out of reach: this one is made in a builder, of wheels. */
const channel = defineComponent("channel", {
  stage: "channel",
  from: "base",
  build: [
    ...venv({ path: "/opt/tools", packages: ["pip==25.3", "py-rattler==0.28.0"] }).build,
    file("/make-channel.py", readFileSync(join(import.meta.dirname, "make-channel.py"), "utf8")),
    run("/opt/tools/bin/python /make-channel.py /channel numpy==2.3.5 six==1.17.0", { network: true }),
  ],
  survive: [],
})

const definition = image("conda-test", { os: "debian12" }).with(
  channel,
  conda({ packages: ["numpy >=2,<3", "six"], channels: [{ folder: "/channel", from: "channel" }] }),
  python(),
)

describe.skipIf(!canBuild)(`conda ${whyNot}`, () => {
  const tag = "strata-test-conda:1"
  let engine: Engine

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
    await buildImage(definition.toImage(), { engine: "embedded", contextDirectory: ".", tags: [tag] })
  })
  afterAll(() => engine?.docker(["image", "rm", tag]))

  const inside = async (command: string): Promise<string> => {
    const { stdout, stderr, exitCode } = await engine.run(tag, ["sh", "-c", command], { stdio: "capture" })
    return exitCode === 0 ? stdout.trim() : `exit code ${exitCode}: ${stderr}`
  }

  it("installs what was solved, and it works", async () => {
    const check =
      "import numpy as n, numpy.testing as t, six; t.assert_equal(n.arange(4).sum(), 6); print(six.__version__)"
    expect(await inside(`PYTHONPATH=${site} python3 -c '${check}'`)).toBe("1.17.0")
    expect(await inside("ls /opt/conda/conda-meta | grep json | sort")).toBe("numpy-2.3.5-0.json\nsix-1.17.0-0.json")
  })

  it("leaves tests in the builder and the records true", async () => {
    expect(await inside(`find ${site} -name tests | wc -l`)).toBe("0")
    const missing = [
      "import json, os, glob",
      'records = [json.load(open(f)) for f in glob.glob("/opt/conda/conda-meta/*.json")]',
      'print(sum(not os.path.exists("/opt/conda/" + p) for r in records for p in r["files"]))',
      'print(sum(not os.path.exists("/opt/conda/" + p["_path"]) for r in records for p in r["paths_data"]["paths"]))',
      'print(sum(len(r["files"]) for r in records) > 500)',
    ].join("\n")
    expect(await inside(`python3 - <<'EOF'\n${missing}\nEOF`)).toBe("0\n0\nTrue")
  })

  it("has neither conda nor rattler nor a cache", async () => {
    const paths = "/opt/rattler /opt/conda/pkgs /var/cache/strata /usr/local/lib/strata"
    expect(await inside(`ls -d ${paths} 2> /dev/null | wc -l`)).toBe("0")
  })

  it("is known to inspect as conda's", () => {
    const { packages } = JSON.parse(strata(["inspect", tag, "--json", "--top=1000"]).stdout)
    const found = packages.filter(({ ecosystem }: { ecosystem: string }) => ecosystem === "conda")
    expect(found).toMatchObject([{ name: "numpy" }, { name: "six" }])
  })
})
