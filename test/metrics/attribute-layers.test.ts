import { describe, expect, it } from "vitest"
import type { SourceMapEntry } from "../../lib/backends/backend.ts"
import type { OpKind } from "../../lib/ir/index.ts"
import { attributeLayers } from "../../lib/metrics/attribute-layers.ts"
import { reportFor } from "../../lib/metrics/step-reports.ts"

function op(kind: OpKind, step: string, stepsAfter?: number): SourceMapEntry {
  return {
    stage: "runtime",
    firstLine: 1,
    lastLine: 1,
    kind,
    origin: { step },
    ...(stepsAfter === undefined ? {} : { stepsAfter }),
  }
}

const history = (createdBy: string, emptyLayer = false): { createdBy: string; emptyLayer: boolean } => ({
  createdBy,
  emptyLayer,
})

describe("attributeLayers", () => {
  const ops = [
    op("from", "image", 1),
    op("exec", "apt", 2),
    op("env", "env"),
    op("copy", "copy", 3),
    op("user", "user"),
  ]

  it("gives the last layers to the target stage's ops and the first to the base", () => {
    const owners = attributeLayers(
      [
        history("ADD rootfs"),
        history("CMD bash", true),
        history("RUN apt"),
        history("ENV A=1", true),
        history("COPY x"),
        history("USER 1", true),
      ],
      3,
      ops,
    )
    expect(owners.map((owner) => owner?.origin.step)).toEqual([undefined, "apt", "copy"])
  })

  it("gives no layer to an op whose layer BuildKit left out", () => {
    const owners = attributeLayers(
      [
        history("ADD rootfs"),
        history("RUN apt"),
        history("ENV A=1", true),
        history("COPY x", true),
        history("USER 1", true),
      ],
      2,
      ops,
    )
    expect(owners.map((owner) => owner?.origin.step)).toEqual([undefined, "apt"])
  })

  it("stops where the history is not what the ops would have made", () => {
    expect(attributeLayers([history("something else")], 1, ops)).toEqual([undefined])
  })
})

describe("reportFor", () => {
  it("finds a step by its stage and what comes after, with and without a platform", () => {
    const find = reportFor([
      { name: "[runtime  2/12] RUN apt", seconds: 3, cached: false },
      { name: "[linux/amd64 node 2/4] RUN x", seconds: 1, cached: true },
      { name: "[internal] load build context", seconds: 9, cached: false },
    ])
    expect(find(op("exec", "apt", 10))?.seconds).toBe(3)
    expect(find({ ...op("exec", "x", 2), stage: "node" })?.cached).toBe(true)
    expect(find(op("exec", "none", 3))).toBeUndefined()
    expect(find(op("env", "none"))).toBeUndefined()
  })
})
