import { describe, expect, it } from "vitest"
import { makeFiles } from "../support/make-files.ts"
import { findingsOf, pathsOf } from "./support/find.ts"

describe("caches", () => {
  it("are told apart by who keeps them, with the way not to", () => {
    const files = makeFiles([
      [],
      [
        { path: "var/lib/apt/lists/deb_Packages", bytes: 50 },
        { path: "var/cache/apt/archives/git.deb", bytes: 40 },
        { path: "root/.cache/pip/http/x", bytes: 30 },
        { path: "root/.npm/_cacache/x", bytes: 20 },
        { path: "opt/conda/pkgs/numpy.conda", bytes: 10 },
        { path: "var/log/dpkg.log", bytes: 3 },
        { path: "tmp/x", bytes: 2 },
        { path: "root/.cache/something", bytes: 1 },
        { path: "opt/app/x", bytes: 1000 },
      ],
    ])
    const found = findingsOf(files, "cache")
    expect(found.map(({ freedBytes, title, layer }) => [freedBytes, title.split(" of `")[0], layer])).toEqual([
      [50, "package lists", 1],
      [40, "apt's cache", 1],
      [30, "pip's and uv's caches", 1],
      [20, "caches of npm, yarn and pnpm", 1],
      [10, "conda's package cache", 1],
      [3, "logs", 1],
      [2, "temporary files", 1],
      [1, "other caches", 1],
    ])
    expect(found[2]?.remedy).toBe(
      "In the step `step 1` (image.ts:1): install with --no-cache-dir (uv: --no-cache), or mount the cache: RUN --mount=type=cache,target=/root/.cache.",
    )
  })

  it("free nothing of what is hard-linked from where it is used", () => {
    const files = makeFiles([
      [
        { path: "opt/conda/pkgs/numpy/core.so", bytes: 800 },
        { path: "opt/conda/lib/core.so", kind: "hardlink", linkTarget: "opt/conda/pkgs/numpy/core.so" },
        { path: "opt/conda/pkgs/numpy/info", bytes: 5 },
      ],
    ])
    expect(pathsOf(findingsOf(files, "cache")[0])).toEqual({ "opt/conda/pkgs/numpy/info": 5 })
  })
})

describe("development files", () => {
  const layer = [
    { path: "usr/include/x.h", bytes: 10 },
    { path: "usr/lib/libx.a", bytes: 100 },
    { path: "usr/lib/debug/x.debug", bytes: 1000 },
    { path: "usr/lib/libx.so", bytes: 10_000 },
    { path: "var/lib/dpkg/info/libx-dev.list", content: "/usr/lib/libx.a\n/usr/include/x.h\n" },
    {
      path: "var/lib/dpkg/status",
      content: "Package: libx-dev\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n",
    },
  ]

  it("are waste where nothing can compile, named with their packages", () => {
    const [found, ...more] = findingsOf(makeFiles([[], layer]), "development-files")
    expect(more).toEqual([])
    expect(found).toMatchObject({ freedBytes: 1110, layer: 1, step: "step 1" })
    expect(found?.remedy).toContain("libx-dev")
  })

  it("are none where a compiler is that may read them", () => {
    expect(findingsOf(makeFiles([[...layer, { path: "usr/bin/gcc", bytes: 1 }]]), "development-files")).toEqual([])
    const removed = [[...layer, { path: "usr/bin/gcc", bytes: 1 }], [{ path: "usr/bin/.wh.gcc" }]]
    expect(findingsOf(makeFiles(removed), "development-files")).toHaveLength(1)
  })
})
