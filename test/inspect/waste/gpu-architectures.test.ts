import { describe, expect, it } from "vitest"
import type { DeviceCode } from "../../../lib/elf/index.ts"
import { StrataError } from "../../../lib/errors/index.ts"
import { parseCapability } from "../../../lib/inspect/waste/capability.ts"
import { neededCode } from "../../../lib/inspect/waste/needed-code.ts"
import { makeFiles } from "../support/make-files.ts"
import { compared, findingsOf, pathsOf } from "./support/find.ts"

const code = (name: string, bytes = 1): DeviceCode => {
  const [form, capability] = name.split("_")
  return { form: form === "sm" ? "sm" : "compute", capability: Number(capability), bytes }
}

describe("device code", () => {
  const container = (...names: string[]) => ({ containers: 1, code: names.map((name) => code(name)) })
  const taken = (capability: number, ...names: string[]): string | undefined => {
    const found = neededCode(container(...names), capability)
    return found && `${found.form}_${found.capability}`
  }

  it("is taken as the driver takes it", () => {
    expect(taken(86, "sm_80", "sm_86", "sm_90", "compute_90")).toBe("sm_86")
    expect(taken(89, "sm_80", "sm_86", "sm_90")).toBe("sm_86")
    expect(taken(80, "sm_75", "sm_86", "compute_75")).toBe("compute_75")
    expect(taken(120, "sm_100", "compute_90", "compute_100")).toBe("compute_100")
    expect(taken(80, "sm_86", "compute_90")).toBeUndefined()
    expect(taken(103, "sm_100", "sm_101")).toBe("sm_101")
  })

  it("is waste where none of the named GPUs takes it, container by container", () => {
    const files = makeFiles([[], [{ path: "srv/libx.so", content: "x".repeat(10_000) }]])
    const object = {
      fatbins: [
        { containers: 3, code: [code("sm_70", 100), code("sm_80", 200), code("sm_90", 400)] },
        // Here there is nothing for 9.0 but PTX.
        { containers: 1, code: [code("sm_80", 1000), code("compute_80", 2000)] },
      ],
    }
    const contents = compared(files, { "srv/libx.so": object })
    const find = (...gpus: string[]) => findingsOf(files, "gpu-architectures", { contents, gpus })[0]
    expect(find("8.0")).toMatchObject({ freedBytes: 100 + 400 + 2000, layer: 1, at: { line: 1 } })
    expect(find("sm_90")).toMatchObject({ freedBytes: 100 + 200 + 1000 })
    expect(find("sm_80", "sm_90a")).toMatchObject({ freedBytes: 100 })
    expect(find("sm_80", "sm_90a")?.remedy).toContain("Not needed: sm_70.")
    expect(pathsOf(find("8.0"))).toEqual({ "srv/libx.so": 2500 })
    expect(find()).toBeUndefined()
  })

  it("is for GPUs as NVIDIA writes them, and for nothing else", () => {
    expect(["sm_80", "compute_80", "80", "8.0", "SM_80", "80a"].map(parseCapability)).toEqual(Array(6).fill(80))
    expect(["12.0", "sm_120f", "120"].map(parseCapability)).toEqual([120, 120, 120])
    expect(() => findingsOf(makeFiles([]), "cache", { gpus: ["A100"] })).toThrow(StrataError)
    for (const wrong of ["", "A100", "8", "sm_8", "8.0.0", "sm_1200"]) {
      expect(() => parseCapability(wrong)).toThrow(StrataError)
    }
  })
})
