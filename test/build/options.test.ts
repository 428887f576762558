import { mkdtempSync, readdirSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StrataError } from "strata-images"
import { describe, expect, it } from "vitest"
import { parseCache } from "../../lib/build/cache.ts"
import { parseOutput } from "../../lib/build/output.ts"
import { writeMetrics } from "../../lib/build/write-metrics.ts"
import type { Metrics } from "../../lib/metrics/index.ts"

describe("parseOutput", () => {
  it.each([
    ["oci:out", { kind: "oci", path: "out", compression: "none" }],
    ["oci:a,b,compression=zstd", { kind: "oci", path: "a,b", compression: "zstd" }],
    ["docker-archive:/x/y.tar", { kind: "docker-archive", path: "/x/y.tar", compression: "none" }],
  ])("reads %s", (text, spec) => {
    expect(parseOutput(text)).toEqual(spec)
  })

  it.each(["out", "oci:", "tar:x", "oci:x,compression=lz4", "docker-archive:x,compression=gzip"])(
    "refuses %s",
    (text) => {
      expect(() => parseOutput(text)).toThrow(StrataError)
    },
  )
})

describe("parseCache", () => {
  it("reads folders, registries and inline", () => {
    expect([parseCache("local:/c"), parseCache("registry:host:5000/x"), parseCache("inline")]).toEqual([
      { kind: "local", directory: "/c", mode: "max" },
      { kind: "registry", ref: "host:5000/x", mode: "max" },
      { kind: "inline" },
    ])
  })

  it("refuses anything else", () => {
    expect(() => parseCache("gha")).toThrow(/no place for a build cache/)
  })
})

describe("writeMetrics", () => {
  it("writes the document whole and leaves no temporary file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "strata-test-"))
    await writeMetrics(join(folder, "a/m.json"), { format: "strata.metrics" } as Metrics)
    expect(readdirSync(join(folder, "a"))).toEqual(["m.json"])
    expect(JSON.parse(readFileSync(join(folder, "a/m.json"), "utf8"))).toEqual({ format: "strata.metrics" })
  })

  it("says which file cannot be written", async () => {
    await expect(writeMetrics("/dev/null/m.json", {} as Metrics)).rejects.toThrow("/dev/null/m.json")
  })
})
