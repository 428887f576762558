import { describe, expect, test } from "vitest"
import { diskFull, neededBytes, parseSize, parseSystemDf } from "../../lib/engine/build/disk.ts"

describe("disk", () => {
  test("containerd needs about twice what classic does", () => {
    expect(neededBytes(10e9, "classic")).toBe(13e9)
    expect(neededBytes(10e9, "containerd")).toBe(26e9)
  })

  test.each([
    ["0B", 0],
    ["12.5kB (10%)", 12_500],
    ["1.5GB (30%)", 1.5e9],
    ["2TB", 2e12],
    ["", 0],
    ["N/A", 0],
  ])("%s is %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes))

  test("reads what docker says can be freed", () => {
    const rows = [
      { Type: "Images", Reclaimable: "3GB (50%)" },
      { Type: "Build Cache", Reclaimable: "1.2GB" },
    ]
    const text = rows.map((row) => JSON.stringify(row)).join("\n")
    expect(parseSystemDf(`${text}\n`)).toEqual({ cacheBytes: 1.2e9, imageBytes: 3e9 })
    expect(parseSystemDf("error")).toEqual({ cacheBytes: 0, imageBytes: 0 })
  })

  test("the error names the bytes needed, the bytes free and where to get some", () => {
    const reclaimable = { cacheBytes: 1.2e9, imageBytes: 0 }
    const state = { neededBytes: 13e9, freeBytes: 4e9, place: "'/data'", reclaimable, embedded: true }
    const [problem] = diskFull(state).problems
    expect(problem.message).toBe("the build needs about 13.0 GB on the disk of '/data', 4.0 GB are free")
    expect(problem.fix).toContain("frees 1.2 GB of build cache")
    expect(problem.fix).not.toContain("image prune")
    expect(problem.fix).toContain("STRATA_HOME")
  })
})
