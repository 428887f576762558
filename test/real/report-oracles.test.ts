import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { inspectionMetrics, toInspection } from "../../lib/report/index.ts"
import { toSpdx } from "../../lib/report/sbom/spdx.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-oracles-"))
const bin = join(folder, "venv/bin")
const hasVenv = spawnSync("python3", ["-c", "import venv, ensurepip"]).status === 0
const why = hasVenv ? "" : "(skipped: python3 with venv is not installed)"

const ledger = makeLedger({
  ref: 'work:1 "quoted" \\ \n',
  id: "sha256:71c9",
  layers: [{ step: 'run("a\\b\nc")' }],
  packages: [
    { ecosystem: "dpkg", name: "libc6", version: "1:2.36-9+deb12u4" },
    { ecosystem: "npm", name: "@scope/pkg", version: "1.0.0", location: "usr/lib/node_modules/@scope/pkg" },
    { ecosystem: "npm", name: "@scope/pkg", version: "1.0.0", location: "usr/lib/node_modules/@scope/pkg" },
    { ecosystem: "python", name: "torch", location: "opt/venv" },
  ],
  rows: [1, 2, 3, 4, 0].map((owner) => ({ path: `f${owner}`, bytes: 1000 + owner, package: owner })),
})

function run(command: string, args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", input })
  return { status, text: `${stdout}${stderr}` }
}

describe.skipIf(!hasVenv)(`reports as the formats' own Python tools read them ${why}`, () => {
  beforeAll(() => {
    expect(run("python3", ["-m", "venv", join(folder, "venv")])).toMatchObject({ status: 0 })
    const packages = ["spdx-tools==0.8.5", "prometheus-client==0.26.0"]
    expect(run(join(bin, "pip"), ["install", "--quiet", ...packages])).toMatchObject({ status: 0 })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("SPDX: spdx-tools finds nothing wrong, and something in a document that is", () => {
    const file = join(folder, "image.spdx.json")
    const document = toSpdx(ledger, { time: new Date(), toolVersion: "0.1.0", distribution: "debian" })
    writeFileSync(file, document)
    expect(run(join(bin, "pyspdxtools"), ["--infile", file])).toEqual({ status: 0, text: "" })
    writeFileSync(file, document.replace("CC0-1.0", "MIT"))
    expect(run(join(bin, "pyspdxtools"), ["--infile", file]).status).toBe(1)
  })

  it("OpenMetrics: Prometheus' parser reads every sample as it was meant", () => {
    const script = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
samples = [(s.labels, s.value) for f in text_string_to_metric_families(sys.stdin.read()) for s in f.samples if s.name == sys.argv[1]]
print(json.dumps(samples))`
    const read = (name: string) => {
      const { text } = run(join(bin, "python"), ["-c", script, name], inspectionMetrics(toInspection(ledger)))
      return JSON.parse(text)
    }
    const image = ledger.image.ref
    expect(read("strata_image_unpacked_bytes")).toEqual([[{ image }, 5010]])
    expect(read("strata_layer_unpacked_bytes")).toEqual([[{ image, layer: "0", step: 'run("a\\b\nc")' }, 5010]])
    expect(read("strata_package_unpacked_bytes")).toContainEqual([
      { image, ecosystem: "npm", package: "@scope/pkg", version: "1.0.0", location: "usr/lib/node_modules/@scope/pkg" },
      2005,
    ])
  })
})
