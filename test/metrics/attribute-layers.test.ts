import { describe, expect, it } from "vitest"
import type { SourceMapEntry } from "../../lib/backends/backend.ts"
import type { OpKind } from "../../lib/ir/index.ts"
import { attributeLayers } from "../../lib/metrics/attribute-layers.ts"
import { reportFor } from "../../lib/metrics/step-reports.ts"

function op(kind: OpKind, step: string, position?: number): SourceMapEntry {
  return {
    stage: "runtime",
    firstLine: 1,
    lastLine: 1,
    kind,
    origin: { step },
    ...(position === undefined ? {} : { position }),
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
  const names = (reports: readonly string[]): readonly (string | undefined)[] => {
    const find = reportFor(reports.map((name) => ({ name, seconds: 1, cached: false })))
    return [op("exec", "a", 1), op("copy", "b", 2), op("env", "none")].map((each) => find(each)?.name)
  }

  it("puts a stage's steps in order, whether or not BuildKit counts the base", () => {
    expect(names(["[runtime 3/3] COPY b", "[runtime 1/3] FROM x", "[runtime 2/3] RUN a"])).toEqual([
      "[runtime 2/3] RUN a",
      "[runtime 3/3] COPY b",
      undefined,
    ])
    expect(names(["[runtime 1/3] RUN a", "[runtime 2/3] COPY b"])).toEqual([
      "[runtime 1/3] RUN a",
      "[runtime 2/3] COPY b",
      undefined,
    ])
    expect(names(["[linux/amd64 runtime  2/12] COPY b", "[linux/amd64 runtime  1/12] RUN a"])[0]).toBe(
      "[linux/amd64 runtime  1/12] RUN a",
    )
  })

  it("takes steps without a stage's name for those of the only stage", () => {
    expect(names(["[1/3] FROM x", "[2/3] RUN a", "[3/3] COPY b"])[1]).toBe("[3/3] COPY b")
  })

  it("takes nothing of other stages and of BuildKit's own work", () => {
    expect(names(["[internal] load build context", "[node 1/1] RUN x"])).toEqual([undefined, undefined, undefined])
  })
})
