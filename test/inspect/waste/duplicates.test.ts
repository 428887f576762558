import { describe, expect, it } from "vitest"
import { makeFiles } from "../support/make-files.ts"
import { compared, findingsOf, pathsOf } from "./support/find.ts"

describe("equal content", () => {
  it("frees all copies but one, hard links being one copy", () => {
    const files = makeFiles([
      [
        { path: "srv/one/a", content: "model" },
        { path: "srv/one/b", kind: "hardlink", linkTarget: "srv/one/a" },
      ],
      [
        { path: "srv/two/a", content: "model" },
        { path: "srv/three/a", content: "model" },
        { path: "srv/three/other", content: "other" },
      ],
    ])
    const [found, ...more] = findingsOf(files, "duplicate-content", { contents: compared(files) })
    expect(more).toEqual([])
    expect(pathsOf(found)).toEqual({ "srv/two/a": 5, "srv/three/a": 5 })
    expect(found).toMatchObject({ layer: 1, at: { line: 1 } })
  })

  it("leaves hidden copies to what hides them", () => {
    const files = makeFiles([
      [
        { path: "srv/a", content: "model" },
        { path: "srv/b", content: "model" },
      ],
      [{ path: "srv/.wh.b" }],
    ])
    const contents = compared(files)
    expect(findingsOf(files, "duplicate-content", { contents })).toEqual([])
    expect(findingsOf(files, "deleted", { contents })).toHaveLength(1)
  })

  it("lets the copy go that goes anyway", () => {
    const files = makeFiles([
      [
        { path: "tmp/download", content: "model" },
        { path: "srv/kept", content: "model" },
      ],
    ])
    expect(pathsOf(findingsOf(files, "duplicate-content", { contents: compared(files) })[0])).toEqual({
      "tmp/download": 5,
    })
  })
})

describe("CUDA libraries that are there several times", () => {
  const debian = "usr/lib/x86_64-linux-gnu/libcublas.so.12.1.3.1"
  const wheel = "opt/venv/lib/python3.11/site-packages/nvidia/cublas/lib/libcublas.so.12"
  const torch = "opt/venv/lib/python3.11/site-packages/torch/lib/libtorch_cuda.so"
  const program = "usr/bin/render"
  const files = (env: readonly string[] = []) =>
    makeFiles(
      [
        [
          { path: debian, content: "12.1 from Debian" },
          { path: "usr/lib/x86_64-linux-gnu/libcublas.so.12", linkTarget: "libcublas.so.12.1.3.1" },
          { path: "usr/local/cuda/lib64/stubs/libcublas.so", content: "stub" },
          { path: "etc/ld.so.conf.d/cuda.conf", content: "# CUDA\n/usr/lib/x86_64-linux-gnu # Debian's\n" },
          { path: program, content: "program" },
        ],
        [
          { path: wheel, content: "12.4 from a wheel" },
          { path: torch, content: "torch" },
        ],
      ],
      { env },
    )
  const soname = "libcublas.so.12"
  const find = (env: readonly string[] = [], torchPaths: object = { rpath: ["$ORIGIN/../../nvidia/cublas/lib"] }) => {
    const image = files(env)
    const contents = compared(
      image,
      {
        [debian]: { soname },
        [wheel]: { soname },
        "usr/local/cuda/lib64/stubs/libcublas.so": { soname },
        [torch]: { soname: "libtorch_cuda.so", needed: [soname], ...torchPaths },
        [program]: { kind: "executable", needed: [soname] },
      },
      { "etc/ld.so.conf.d/cuda.conf": "# CUDA\n/usr/lib/x86_64-linux-gnu # Debian's\n" },
    )
    return findingsOf(image, "duplicate-library", { contents })
  }

  it("say who takes which: a wheel's user by RPATH, before LD_LIBRARY_PATH; others by ld.so.conf", () => {
    const [found, ...more] = find([])
    expect(more).toEqual([])
    expect(found?.remedy).toContain(`${torch} takes`)
    expect(found?.remedy).toContain(`/${wheel} (RPATH)`)
    expect(found?.remedy).toContain(`/${debian} (ld.so.conf)`)
    expect(find(["LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu"])[0]?.remedy).toContain(`/${wheel} (RPATH)`)
  })

  it("keep the one that most ask for", () => {
    // A program without a word of its own and /usr/bin/render take Debian's; torch alone takes the wheel's.
    expect(pathsOf(find()[0])).toEqual({ [wheel]: "12.4 from a wheel".length })
    const all = find(["LD_LIBRARY_PATH=/opt/venv/lib/python3.11/site-packages/nvidia/cublas/lib"])
    expect(pathsOf(all[0])).toEqual({ [debian]: "12.1 from Debian".length })
  })

  it("follow LD_LIBRARY_PATH before RUNPATH", () => {
    const runpath = { runpath: ["$ORIGIN/../../nvidia/cublas/lib"] }
    expect(find([], runpath)[0]?.remedy).toContain(`/${wheel} (RUNPATH)`)
    const overruled = find(["LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu"], runpath)[0]?.remedy
    expect(overruled).not.toContain("RUNPATH")
    expect(overruled).toContain(`/${debian} (LD_LIBRARY_PATH)`)
  })

  it("pass over RPATH where there is a RUNPATH", () => {
    const both = { rpath: ["$ORIGIN/../../nvidia/cublas/lib"], runpath: ["/nowhere"] }
    expect(find([], both)[0]?.remedy).not.toContain("RPATH")
  })

  it("are none where the versions have different SONAMEs, or only a stub is there twice", () => {
    const image = makeFiles([
      [
        { path: "a/libcudnn.so.8", content: "8" },
        { path: "b/libcudnn.so.9", content: "9" },
        { path: "a/libz.so.1", content: "z" },
        { path: "b/libz.so.1", content: "Z" },
      ],
    ])
    const contents = compared(image, {
      "a/libcudnn.so.8": { soname: "libcudnn.so.8" },
      "b/libcudnn.so.9": { soname: "libcudnn.so.9" },
      "a/libz.so.1": { soname: "libz.so.1" },
      "b/libz.so.1": { soname: "libz.so.1" },
    })
    expect(findingsOf(image, "duplicate-library", { contents })).toEqual([])
  })
})
