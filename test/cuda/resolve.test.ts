import { describe, expect, test } from "vitest"
import { type CudaRequest, resolveCuda } from "../../lib/cuda/index.ts"
import { distributions, type OsName } from "../../lib/distributions/index.ts"
import { StrataError } from "../../lib/errors/index.ts"

function refs(os: OsName, request: CudaRequest) {
  const { builder, runtime } = resolveCuda(os, request)
  return [builder, runtime].map(({ base }) => (base.kind === "image" ? base.ref : base.kind))
}

function problemOf(os: OsName, request: CudaRequest) {
  try {
    resolveCuda(os, request, { file: "image.ts", line: 7 })
  } catch (error) {
    if (error instanceof StrataError) return error.problems[0]
    throw error
  }
  throw new Error("was not refused")
}

describe("bases", () => {
  test.each<[OsName, CudaRequest, builder: string, runtime: string]>([
    [
      "ubuntu22.04",
      { version: "12.1.1", owner: "base-image", cudnn: 8 },
      "nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04",
      "nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04",
    ],
    [
      "ubuntu22.04",
      { version: "12.1.1", owner: "base-image" },
      "nvidia/cuda:12.1.1-devel-ubuntu22.04",
      "nvidia/cuda:12.1.1-runtime-ubuntu22.04",
    ],
    [
      "ubuntu22.04",
      { version: "12.3.2", owner: "base-image", cudnn: 9 },
      "nvidia/cuda:12.3.2-cudnn9-devel-ubuntu22.04",
      "nvidia/cuda:12.3.2-cudnn9-runtime-ubuntu22.04",
    ],
    [
      "ubuntu24.04",
      { version: "12.6.3", owner: "base-image", cudnn: 9 },
      "nvidia/cuda:12.6.3-cudnn-devel-ubuntu24.04",
      "nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04",
    ],
    [
      "ubuntu22.04",
      { version: "12.1.1", owner: "wheels" },
      "nvidia/cuda:12.1.1-devel-ubuntu22.04",
      "nvidia/cuda:12.1.1-base-ubuntu22.04",
    ],
    [
      "ubuntu22.04",
      { version: "12.1.1", owner: "conda", cudnn: 8 },
      "nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04",
      "nvidia/cuda:12.1.1-base-ubuntu22.04",
    ],
    ["debian12", { version: "12.1.1", owner: "wheels" }, "debian:bookworm-slim", "debian:bookworm-slim"],
    ["debian12", { version: "11.8.0", owner: "apt" }, "debian:bookworm-slim", "debian:bookworm-slim"],
    ["ubuntu24.04", { version: "", owner: "none" }, "ubuntu:24.04", "ubuntu:24.04"],
  ])("%s %o", (os, request, builder, runtime) => {
    expect(refs(os, request)).toEqual([builder, runtime])
  })

  test("a known digest pins the reference", () => {
    const { runtime } = resolveCuda("ubuntu22.04", { version: "12.1.1", owner: "wheels" })
    expect(runtime.base).toMatchObject({ digest: expect.stringMatching(/^sha256:457a4076c56025f5/) })
  })

  test("the plain Debian base can be made without a registry", () => {
    const { runtime } = resolveCuda("debian13", { version: "12.4.1", owner: "apt" })
    expect(runtime.base).toEqual({ kind: "image", ref: "debian:trixie-slim", bootstrapSuite: "trixie" })
  })
})

describe("packages", () => {
  test("apt: the libraries in the runtime, the compiler in the builder", () => {
    const { builder, runtime, minimumDriver } = resolveCuda("debian12", { version: "11.8.0", owner: "apt" })
    const { cuda } = distributions.debian12
    expect(runtime.apt).toEqual({ packages: cuda?.packages.runtime, components: ["contrib", "non-free"] })
    expect(builder.apt).toEqual({ packages: cuda?.packages.devel, components: ["contrib", "non-free"] })
    expect(minimumDriver).toBe("450.80.02")
  })

  test.each(["wheels", "conda", "none"] as const)("%s on Debian installs nothing", (owner) => {
    const { builder, runtime } = resolveCuda("debian12", { version: "12.1.1", owner })
    expect([builder.apt, runtime.apt]).toEqual([undefined, undefined])
  })
})

describe("what is told with it", () => {
  test("the choice, without fields that were not asked for", () => {
    const at = (request: CudaRequest) => resolveCuda("ubuntu22.04", request).choice
    expect(at({ version: "12.1.1", owner: "wheels" })).toStrictEqual({ version: "12.1.1", owner: "wheels" })
    expect(at({ version: "12.1.1", owner: "wheels", cudnn: 8 })).toStrictEqual({
      version: "12.1.1",
      owner: "wheels",
      cudnn: 8,
    })
  })

  test("end of life, with the nearest supported version", () => {
    const { warnings } = resolveCuda("ubuntu22.04", { version: "12.1.1", owner: "base-image", cudnn: 8 })
    expect(warnings).toEqual([
      "the images of CUDA 12.1.1 are end of life since 2024-07-01 (driver branch R470 ended): NVIDIA may delete them " +
        "six months after that, so keep a mirror or move to 12.9.2, the nearest supported version for ubuntu22.04",
    ])
  })

  test("nothing about images that are not used", () => {
    expect(resolveCuda("debian12", { version: "12.1.1", owner: "wheels" }).warnings).toEqual([])
    expect(resolveCuda("ubuntu22.04", { version: "12.9.2", owner: "base-image" }).warnings).toEqual([])
  })
})

describe("refusals name the nearest valid combination", () => {
  test.each<[OsName, CudaRequest, fix: string]>([
    // Another owner, where the one that was asked for has nothing.
    ["debian12", { version: "12.1.1", owner: "base-image", cudnn: 8 }, `version: "11.8.0", owner: "apt"`],
    ["debian13", { version: "12.1.1", owner: "base-image" }, `version: "12.4.1", owner: "apt"`],
    ["ubuntu22.04", { version: "12.1.1", owner: "apt", cudnn: 8 }, `version: "12.1.1", owner: "base-image", cudnn: 8`],
    // Another version.
    ["debian12", { version: "12.1.1", owner: "apt" }, `version: "11.8.0", owner: "apt"`],
    ["ubuntu22.04", { version: "12.1.7", owner: "base-image" }, `version: "12.1.1", owner: "base-image"`],
    ["ubuntu22.04", { version: "12.1", owner: "wheels", cudnn: 8 }, `version: "12.1.1", owner: "wheels", cudnn: 8`],
    ["ubuntu22.04", { version: "12.7.0", owner: "base-image" }, `version: "12.8.1", owner: "base-image"`],
    ["ubuntu22.04", { version: "12.99.0", owner: "base-image" }, `version: "12.9.2", owner: "base-image"`],
    ["ubuntu24.04", { version: "11.8.0", owner: "base-image" }, `version: "12.5.1", owner: "base-image"`],
    ["ubuntu24.04", { version: "newest", owner: "base-image" }, `version: "13.0.3", owner: "base-image"`],
    // Another cuDNN, or the version nearest to this one that has it.
    [
      "ubuntu22.04",
      { version: "12.1.1", owner: "base-image", cudnn: 9 },
      `version: "12.1.1", owner: "base-image", cudnn: 8`,
    ],
    [
      "ubuntu24.04",
      { version: "12.5.1", owner: "base-image", cudnn: 9 },
      `version: "12.6.3", owner: "base-image", cudnn: 9`,
    ],
    ["debian12", { version: "11.8.0", owner: "apt", cudnn: 8 }, `version: "11.8.0", owner: "apt"`],
  ])("%s %o", (os, request, fix) => {
    expect(problemOf(os, request).fix).toBe(`the nearest valid combination is .cuda({ ${fix} })`)
  })

  test("and say what is wrong, and where it was written", () => {
    expect(problemOf("debian12", { version: "12.1.1", owner: "base-image" })).toMatchObject({
      code: "cuda-not-available",
      message: "CUDA cannot come from the base image on debian12: NVIDIA publishes none for it",
      at: { file: "image.ts", line: 7 },
    })
    expect(problemOf("ubuntu22.04", { version: "12.1.1", owner: "base-image", cudnn: 9 }).message).toBe(
      "CUDA 12.1.1 with cuDNN 9 is not available for ubuntu22.04 with owner 'base-image'",
    )
    expect(problemOf("ubuntu22.04", { version: "12.1.1", owner: "apt" }).message).toBe(
      "CUDA cannot come from apt on ubuntu22.04: no repository that holds it is configured",
    )
  })
})
