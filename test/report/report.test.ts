import { describe, expect, it } from "vitest"
import { type Metrics, metricsSchema } from "../../lib/metrics/index.ts"
import { formatBytes, formatSeconds, formatSummary, toOpenMetrics } from "../../lib/report/index.ts"

const metrics: Metrics = {
  format: "strata.metrics",
  version: 1,
  image: {
    name: "x",
    variant: "server",
    os: "debian12",
    platform: "linux/amd64",
    definition: "sha256:1",
    id: "sha256:2",
    tags: ["x:1"],
  },
  engine: { name: "embedded", store: "classic", version: "26.1.5" },
  bases: [{ ref: "debian:bookworm-slim", source: "mmdebstrap" }],
  unpackedBytes: 2_100_000_000,
  visibleBytes: 2_000_000_000,
  layers: [
    { diffId: "sha256:a", unpackedBytes: 100_000_000, tarBytes: 1, entries: 1, step: "base" },
    {
      diffId: "sha256:b",
      unpackedBytes: 1_990_000_000,
      tarBytes: 1,
      entries: 1,
      step: 'run("x")',
      at: { file: "image.ts", line: 3 },
    },
    { diffId: "sha256:c", unpackedBytes: 10_000_000, tarBytes: 1, entries: 1, step: "user(a)" },
  ],
  steps: [{ stage: "runtime", step: 'run("x")', kind: "exec", seconds: 3, cached: false }],
  cache: { cachedSteps: 0, totalSteps: 1 },
  seconds: 65,
  time: "2026-01-01T00:00:00.000Z",
}

describe("reports", () => {
  it("show sizes in decimal units and times as people say them", () => {
    expect([formatBytes(999), formatBytes(1_500_000), formatBytes(2_000_000_000)]).toEqual([
      "999 B",
      "1.5 MB",
      "2.00 GB",
    ])
    expect([formatSeconds(0.84), formatSeconds(42.4), formatSeconds(185)]).toEqual(["0.8 s", "42 s", "3 min 05 s"])
  })

  it("list the heaviest steps first, with their share and their line", () => {
    expect(formatSummary(metrics, 2)).toBe(
      [
        "x:1: 2.10 GB unpacked in 3 layers, 2.00 GB visible",
        "built in 65 s by the embedded engine, 0 of 1 steps from cache",
        '   1.99 GB  95 %  run("x")                                              image.ts:3',
        "    100 MB   5 %  base (debian:bookworm-slim, made here by mmdebstrap)",
        "     10 MB   0 %  1 smaller steps",
      ].join("\n"),
    )
  })

  it("say nothing of a cache that no engine told of", () => {
    const [, built] = formatSummary({ ...metrics, cache: { cachedSteps: 0, totalSteps: 0 } }).split("\n")
    expect(built).toBe("built in 65 s by the embedded engine")
  })

  it("escape labels in OpenMetrics and end with EOF", () => {
    const text = toOpenMetrics(metrics)
    expect(text).toContain('strata_image_unpacked_bytes{image="x",variant="server",os="debian12"} 2100000000\n')
    expect(text).toContain('step="run(\\"x\\")"')
    expect(text).not.toContain("strata_image_compressed_bytes")
    expect(text.endsWith("# EOF\n")).toBe(true)
  })

  it("name deferred bytes apart, where there are any", () => {
    const deferring: Metrics = { ...metrics, deferredBytes: 1_040_000_000 }
    expect(formatSummary(deferring)).toContain(
      ": 2.10 GB unpacked in 3 layers, 2.00 GB visible, 1.04 GB deferred to installers",
    )
    expect(toOpenMetrics(deferring)).toMatch(/^strata_image_deferred_bytes\{.*\} 1040000000$/m)
    expect(toOpenMetrics(metrics)).not.toContain("deferred")
  })

  it("are made from a document that its own schema takes", () => {
    expect(metricsSchema.parse(metrics)).toEqual(metrics)
    expect(() => metricsSchema.parse({ ...metrics, unpackedBytes: -1 })).toThrow()
  })
})
