import { describe, expect, it } from "vitest"
import { makeFiles } from "../support/make-files.ts"
import { compared, findingsOf, pathsOf, wasteOf } from "./support/find.ts"

describe("hidden files", () => {
  it("count in the layer that stores them, by the step that makes and the step that hides them", () => {
    const files = makeFiles([
      [{ path: "usr/bin/x", bytes: 100 }],
      [
        { path: "opt/sdk.tar", bytes: 5000 },
        { path: "opt/kept", bytes: 1 },
      ],
      [{ path: "opt/.wh.sdk.tar" }, { path: "usr/bin/.wh.x" }],
    ])
    const [own, base, ...more] = findingsOf(files, "deleted")
    expect(more).toEqual([])
    expect(own).toMatchObject({ freedBytes: 5000, layer: 1, step: "step 1", at: { file: "image.ts", line: 1 } })
    expect(own?.title).toBe("deleted by `step 2`: files of `step 1`")
    expect(own?.remedy).toMatch(/^Delete them in the step `step 1` \(image.ts:1\) itself/)
    expect(pathsOf(own)).toEqual({ "opt/sdk.tar": 5000 })
    expect(base).toMatchObject({ freedBytes: 100, layer: 0, step: "base" })
    expect(base?.remedy).toMatch(/^Begin from a base without them/)
  })

  it("free nothing where deleting only adds a marker", () => {
    expect(wasteOf(makeFiles([[{ path: "a", bytes: 9 }], [{ path: "b/.wh.c" }]]))).toEqual({
      findings: [],
      freedBytes: 0,
    })
  })

  it("are copied up where only owner or mode differ, written again where content does", () => {
    const layers = [
      [
        { path: "srv/model", content: "same" },
        { path: "srv/config", content: "old!" },
        { path: "srv/log", content: "short" },
      ],
      [
        { path: "srv/model", content: "same", uid: 1000 },
        { path: "srv/config", content: "new!", uid: 1000 },
        { path: "srv/log", content: "longer text", uid: 1000 },
      ],
    ] as const
    const files = makeFiles(layers)
    const contents = compared(files)
    expect(pathsOf(findingsOf(files, "copied-up", { contents })[0])).toEqual({ "srv/model": 4 })
    expect(pathsOf(findingsOf(files, "overwritten", { contents })[0])).toEqual({ "srv/config": 4, "srv/log": 5 })
    // Without a look at contents, equal size with another owner is the sign.
    expect(pathsOf(findingsOf(files, "copied-up")[0])).toEqual({ "srv/model": 4, "srv/config": 4 })
    expect(wasteOf(files).freedBytes).toBe(wasteOf(files, { contents }).freedBytes)
  })

  it("are copied up through touch, too, which only contents tell", () => {
    const files = makeFiles([[{ path: "a", content: "x" }], [{ path: "a", content: "x" }]])
    expect(findingsOf(files, "copied-up", { contents: compared(files) })).toHaveLength(1)
    expect(findingsOf(files, "overwritten")).toHaveLength(1)
  })

  it("count each copy of a path that is written three times", () => {
    const files = makeFiles([[{ path: "a", bytes: 1 }], [{ path: "a", bytes: 10 }], [{ path: "a", bytes: 100 }]])
    expect(findingsOf(files, "overwritten").map(({ freedBytes, layer }) => [freedBytes, layer])).toEqual([
      [10, 2],
      [1, 1],
    ])
  })

  it("are their first maker's, whoever copied them up since", () => {
    const files = makeFiles([
      [],
      [{ path: "opt/x.a", bytes: 9 }],
      [{ path: "opt/x.a", bytes: 9, uid: 1 }],
      [{ path: "opt/.wh.x.a" }],
    ])
    expect(findingsOf(files, "deleted")).toMatchObject([{ freedBytes: 9, layer: 1, paths: [{ path: "opt/x.a" }] }])
    expect(findingsOf(files, "copied-up")).toMatchObject([{ freedBytes: 9, layer: 2 }])
    const kept = makeFiles([[], [{ path: "opt/x.a", bytes: 9 }], [{ path: "opt/x.a", bytes: 9, uid: 1 }]])
    expect(findingsOf(kept, "development-files")).toMatchObject([{ freedBytes: 9, layer: 1 }])
  })

  it("go when their last hard link goes", () => {
    const linked = [
      { path: "a", bytes: 7 },
      { path: "b", kind: "hardlink" as const, linkTarget: "a" },
    ]
    expect(wasteOf(makeFiles([linked, [{ path: ".wh.a" }]])).freedBytes).toBe(0)
    const [gone] = findingsOf(makeFiles([linked, [{ path: ".wh.a" }], [{ path: "b", bytes: 0 }]]), "overwritten")
    expect(gone).toMatchObject({ freedBytes: 7, layer: 2 })
  })

  it("name the heaviest twenty paths and count all", () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ path: `d/${index}`, bytes: index + 1 }))
    const [found] = findingsOf(makeFiles([many, [{ path: ".wh.d" }]]), "deleted")
    expect(found?.pathCount).toBe(30)
    expect(found?.paths.map(({ bytes }) => bytes)).toEqual(Array.from({ length: 20 }, (_, index) => 30 - index))
  })
})
