import { describe, expect, test } from "vitest"
import { type AnyOp, type Image, validateImage } from "../../lib/ir/index.ts"
import { apt, from, imageOf, imageWith, op, stage } from "./sample-image.ts"

const copyFrom = (name: string): AnyOp => op({ kind: "copy", from: name, sources: ["/a"], destination: "/a" } as const)
const fromStage = (name: string): AnyOp => op({ kind: "from", source: { kind: "stage", stage: name } } as const)
const fromImage = (ref: string): AnyOp => op({ kind: "from", source: { kind: "image", ref } } as const)
const exec = (fields: object): AnyOp =>
  op({ kind: "exec", script: "true", shell: "sh", mounts: [], ...fields } as const) as AnyOp
const pip = exec({ installs: [{ ecosystem: "pip", packages: ["nvidia-cublas-cu12==12.1.3.1"] }] })
const condaCuda = exec({ installs: [{ ecosystem: "conda", packages: ["cuda-cudart=12.1"] }] })

test("the sample is valid", () => {
  expect(validateImage(imageOf())).toEqual([])
})

describe("each rule refuses what it is there for", () => {
  test.each<[rule: string, image: Image, message: string]>([
    [
      "unique stage names",
      imageWith({ stages: [stage("runtime", "runtime", from), stage("runtime", "runtime", from)] }),
      "stage 'runtime' is defined twice",
    ],
    [
      "a base first",
      imageWith({ stages: [stage("runtime", "runtime")] }),
      "stage 'runtime' does not begin with a base",
    ],
    ["one base", imageOf(from), "stage 'runtime', sample(): a stage has one base, at its beginning"],
    ["stages that exist: copy", imageOf(copyFrom("buildr")), "stage 'runtime', sample(): there is no stage 'buildr'"],
    [
      "stages that exist: from",
      imageWith({ stages: [stage("runtime", "runtime", fromStage("buildr"))] }),
      "stage 'runtime', sample(): there is no stage 'buildr'",
    ],
    [
      "stages that exist: bind mount",
      imageOf(exec({ mounts: [{ kind: "bind", from: "buildr", target: "/b" }] })),
      "stage 'runtime', sample(): there is no stage 'buildr'",
    ],
    ["not itself", imageOf(copyFrom("runtime")), "stage 'runtime', sample(): stage 'runtime' comes later or is itself"],
    [
      "earlier stages",
      imageWith({ stages: [stage("runtime", "runtime", from, copyFrom("late")), stage("late", "builder", from)] }),
      "stage 'runtime', sample(): stage 'late' comes later or is itself",
    ],
    ["a target that exists", imageWith({ target: "runtme" }), "the target stage 'runtme' does not exist"],
    [
      "a target that ships",
      imageWith({ target: "builder", stages: [stage("builder", "builder", from)] }),
      "the target 'builder' is a builder stage, and builders do not ship",
    ],
    [
      "no runtime on a builder",
      imageWith({ stages: [stage("build", "builder", from), stage("runtime", "runtime", fromStage("build"))] }),
      "stage 'runtime', sample(): a runtime stage cannot begin at builder 'build'",
    ],
    [
      "no compilers in a runtime",
      imageOf(apt(["git", "gcc", "libssl-dev"])),
      "stage 'runtime', sample(): gcc, libssl-dev: build tools have no place in a runtime stage",
    ],
    [
      "no compilers in a runtime: with a version",
      imageOf(apt(["gcc=4:12.2.0-3", "make:amd64", "cmake/bookworm-backports"])),
      "stage 'runtime', sample(): gcc, make, cmake: build tools have no place in a runtime stage",
    ],
    [
      "no desktop apps in a headless variant",
      { ...imageOf(apt(["git", "blender"])), variant: "server" },
      "stage 'runtime', sample(): blender: desktop and creative apps have no place in variant 'server'",
    ],
    [
      "one owner of CUDA: the choice",
      { ...imageOf(pip), cuda: { version: "12.1.1", owner: "apt" } },
      "stage 'runtime', sample(): brings CUDA as 'wheels', but cuda() already made 'apt' its owner",
    ],
    [
      "one owner of CUDA: two steps",
      imageOf(apt(["libcudart11.0"]), condaCuda),
      "stage 'runtime', sample(): brings CUDA as 'conda', but sample() already made 'apt' its owner",
    ],
    [
      "one owner of CUDA: the base",
      imageWith({
        stages: [stage("runtime", "runtime", fromImage("mirror.example/nvidia/cuda:12.1.1-runtime-ubuntu22.04"), pip)],
      }),
      "stage 'runtime', sample(): brings CUDA as 'wheels', but sample() already made 'base-image' its owner",
    ],
    [
      "no zero bytes",
      imageOf(op({ kind: "file", path: "/a", content: "a\0b", mode: "644" } as const)),
      "stage 'runtime', sample(): holds a zero byte",
    ],
    ...(
      [
        { kind: "env", variables: { A: "1\n2" } },
        { kind: "label", labels: { a: "1\r2" } },
        { kind: "label", labels: { "a\n": "1" } },
        { kind: "workdir", path: "/a\n" },
        { kind: "user", user: "a\n" },
        { kind: "copy", sources: ["/a\n"], destination: "/a" },
        { kind: "copy", sources: ["/a"], destination: "/a\n" },
        { kind: "file", path: "/a\n", content: "", mode: "644" },
        { kind: "volume", paths: ["/a", "/b\n"] },
      ] as const
    ).map((fields): [string, Image, string] => [
      `no line break in ${fields.kind}`,
      imageOf(op(fields)),
      "stage 'runtime', sample(): holds a line break where none can be",
    ]),
  ])("%s", (_, image, message) => {
    expect(validateImage(image).map((problem) => problem.message)).toEqual([message])
  })
})

describe("what they must not refuse", () => {
  test.each<[what: string, image: Image]>([
    [
      "compilers, desktop apps and CUDA in a builder",
      imageWith({
        variant: "server",
        cuda: { version: "12.1.1", owner: "wheels" },
        stages: [
          stage("build", "builder", fromImage("nvidia/cuda:12.1.1-devel-ubuntu22.04"), apt(["gcc", "blender"])),
          stage("runtime", "runtime", fromImage("nvidia/cuda:12.1.1-base-ubuntu22.04"), pip, copyFrom("build")),
        ],
      }),
    ],
    ["a build tool with a reason", imageOf(apt(["gcc"], "Triton compiles kernels when a model is loaded"))],
    ["desktop apps on a desktop", { ...imageOf(apt(["blender"])), variant: "desktop" }],
    [
      "line breaks in scripts, files and commands",
      imageOf(
        exec({ script: "a\nb" }),
        op({ kind: "file", path: "/a", content: "a\nb", mode: "644" } as const),
        op({ kind: "cmd", command: ["sh", "-c", "a\nb"] } as const),
      ),
    ],
    [
      "a runtime that begins at a runtime",
      imageWith({ stages: [stage("common", "runtime", from), stage("runtime", "runtime", fromStage("common"))] }),
    ],
  ])("%s", (_, image) => {
    expect(validateImage(image)).toEqual([])
  })

  test("the six characters that spell a zero byte", () => {
    expect(validateImage(imageOf(exec({ script: "printf '\\u0000'" })))).toEqual([])
  })
})

test("every problem is found, not only the first, each with its place and its fix", () => {
  const problems = validateImage(
    imageWith({
      variant: "server",
      target: "gone",
      stages: [stage("runtime", "runtime", from, apt(["gcc"]), apt(["blender"]), copyFrom("runtme"))],
    }),
  )
  expect(problems).toMatchObject([
    {
      message: "stage 'runtime', sample(): there is no stage 'runtme'",
      fix: "Did you mean 'runtime'? Known: runtime.",
    },
    { message: "the target stage 'gone' does not exist", fix: "Known: runtime." },
    { message: expect.stringContaining("gcc"), fix: expect.stringContaining(".build(apt(...))") },
    { message: expect.stringContaining("blender"), fix: expect.stringContaining('.when("desktop"') },
  ])
  expect(problems.map((problem) => problem.code)).toEqual(Array(4).fill("invalid-image"))
  expect(problems.filter((problem) => problem.at).map((problem) => problem.at)).toEqual(
    Array(3).fill({ file: "image.ts", line: 3 }),
  )
})
