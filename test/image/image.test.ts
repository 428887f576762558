import {
  apt,
  copy,
  defineImage,
  defineStep,
  defineVariants,
  desktop,
  image,
  node,
  npmGlobals,
  npmSets,
  type Stage,
  StrataError,
  venv,
} from "strata-images"
import { describe, expect, it } from "vitest"
import { toDefinition } from "../../lib/image/index.ts"

/** The problems that composing or finishing an image throws. */
function problems(compose: () => unknown): StrataError["problems"] {
  try {
    compose()
  } catch (error) {
    if (error instanceof StrataError) return error.problems
    throw error
  }
  throw new Error("nothing was thrown")
}

/** A builder without its types, as a caller from JavaScript has it. */
// biome-ignore lint/suspicious/noExplicitAny: the run-time checks are for callers that the types cannot stop.
const untyped = (value: unknown): any => value

describe("image", () => {
  it("is a value: every call returns a new one and changes none", () => {
    const first = image("x", { os: "debian12" })
    const second = first.with(apt("git"))
    expect(first.toImage().stages[0]?.ops).toHaveLength(1)
    expect(second.toImage().stages[0]?.ops).toHaveLength(2)
    expect(Object.isFrozen(second.toImage().stages[0]?.ops[1])).toBe(true)
  })

  it("says in every op which step made it and where the user called it", () => {
    const ops = image("x", { os: "debian12" }).with(apt("git")).toImage().stages[0]?.ops
    expect(ops?.[1]?.origin).toEqual({
      step: "apt(git)",
      at: { file: "test/image/image.test.ts", line: expect.any(Number), column: expect.any(Number) },
    })
  })

  it("takes any function from a stage to a stage as a step", () => {
    const built = image("x", { os: "debian12" }).with((stage: Stage) => ({
      ...stage,
      ops: [...stage.ops, { kind: "cmd", origin: { step: "mine" }, command: ["a"] }],
    }))
    expect(built.toImage().stages[0]?.ops.at(-1)?.kind).toBe("cmd")
  })

  it("gives a component a builder stage of its own and copies only what survives", () => {
    const { stages } = image("x", { os: "debian12" })
      .with(node({ major: 22 }), npmGlobals(npmSets.essential))
      .toImage()
    expect(stages.map(({ name, kind }) => [name, kind])).toEqual([
      ["node", "builder"],
      ["npm-globals", "builder"],
      ["runtime", "runtime"],
    ])
    expect(stages[2]?.ops.map(({ kind }) => kind)).toEqual(["from", "copy", "copy"])
  })

  it("leaves the builder out where nothing uses it, and keeps it where the user wrote to it", () => {
    const names = (built: { toImage(): { stages: readonly { name: string }[] } }): readonly string[] =>
      built.toImage().stages.map(({ name }) => name)
    expect(names(image("x", { os: "debian12" }))).toEqual(["runtime"])
    expect(names(image("x", { os: "debian12" }).build(apt("cmake")))).toEqual(["builder", "runtime"])
    expect(names(image("x", { os: "debian12" }).with(venv({ packages: ["numpy==2.3.5"], from: "builder" })))).toEqual([
      "builder",
      "venv",
      "runtime",
    ])
  })

  it("gives the builder CUDA's devel flavour and the runtime the smallest its owner allows", () => {
    const froms = (owner: "base-image" | "wheels"): readonly unknown[] => {
      const built = image("x", { os: "ubuntu22.04" }).cuda({ version: "12.1.1", owner }).build(apt("cmake"))
      return built
        .toImage()
        .stages.map(({ ops }) =>
          ops[0]?.kind === "from" && ops[0].source.kind === "image" ? ops[0].source.ref : undefined,
        )
    }
    expect(froms("base-image")).toEqual([
      "nvidia/cuda:12.1.1-devel-ubuntu22.04",
      "nvidia/cuda:12.1.1-runtime-ubuntu22.04",
    ])
    expect(froms("wheels")).toEqual(["nvidia/cuda:12.1.1-devel-ubuntu22.04", "nvidia/cuda:12.1.1-base-ubuntu22.04"])
  })

  it("installs the distribution's CUDA where .cuda() stands: what comes before it can be shared with images without", () => {
    const start = image("x", { os: "debian12" })
    const ops = start
      .with(apt("git"))
      .cuda({ version: "11.8.0", owner: "apt" })
      .build(apt("cmake"))
      .with(apt("curl"))
      .toImage()
      .stages.map((stage) => stage.ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []) : [])))
      .map((installs) => installs.map(({ packages }) => packages[0]))
    expect(ops).toEqual([
      ["nvidia-cuda-toolkit", "cmake"],
      ["git", "libcudart11.0", "curl"],
    ])
  })

  it("applies .when by truth and by variant", () => {
    const count = (variant: "desktop" | "minimal" | "server"): number =>
      image("x", { os: "debian12", variant })
        .when(["minimal", "desktop"], apt("htop"))
        .when("desktop", desktop.cinnamon())
        .when(false, apt("git"))
        .toImage().stages[0]?.ops.length ?? 0
    expect([count("server"), count("minimal"), count("desktop")]).toEqual([1, 2, 3])
  })

  it("copies from its own stages and from the project", () => {
    const built = image("x", { os: "debian12" })
      .stage("fetch", {}, apt("curl"))
      .copyFrom("fetch", ["/usr/bin/curl", { from: "/a", to: "/b" }])
      .with(copy("src", "/src"))
    expect(built.toImage().stages.at(-1)?.ops.slice(1)).toMatchObject([
      { kind: "copy", from: "fetch", sources: ["/usr/bin/curl"], destination: "/usr/bin/curl" },
      { kind: "copy", from: "fetch", sources: ["/a"], destination: "/b" },
      { kind: "copy", sources: ["src"], destination: "/src" },
    ])
  })
})

describe("what the types refuse is refused at run time too", () => {
  const start = untyped(image("x", { os: "debian12", variant: "server" }))

  it("a stage that is defined twice, or begins nowhere", () => {
    expect(problems(() => start.stage("a", {}).stage("a", {}))[0]).toMatchObject({
      message: "stage 'a' is already defined",
      at: { file: "test/image/image.test.ts" },
    })
    expect(problems(() => start.stage("a", { from: "b" }))[0]?.message).toContain("stage 'b', which does not exist yet")
    expect(problems(() => start.with(npmGlobals(npmSets.essential)))[0]?.fix).toContain("node({ major: 22 })")
  })

  it("a stage that does not exist, with the nearest that does", () => {
    expect(problems(() => start.stage("fetch", {}).copyFrom("fetsh", ["/a"]).toImage())[0]).toMatchObject({
      message: expect.stringContaining("no stage 'fetsh'"),
      fix: expect.stringContaining("'fetch'"),
    })
  })

  it("build tools and desktops where they do not belong, all problems at once", () => {
    const found = problems(() => start.with(apt("cmake", "git"), apt("gimp"), desktop.cinnamon()).toImage())
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining("cmake: build tools have no place"),
      expect.stringContaining("gimp: desktop and creative apps have no place"),
      expect.stringContaining("cinnamon-core: desktop and creative apps have no place"),
    ])
  })

  it("a compiler with a reason is let in", () => {
    expect(() =>
      image("x", { os: "debian12" })
        .with(apt({ packages: ["gcc"], because: "triton compiles kernels" }))
        .toImage(),
    ).not.toThrow()
  })

  it("a second owner of CUDA, by call and by step", () => {
    const owned = start.cuda({ version: "11.8.0", owner: "apt" })
    expect(problems(() => owned.cuda({ version: "11.8.0", owner: "wheels" }))[0]?.message).toContain(
      "two owners of CUDA",
    )
    expect(
      problems(() => owned.with(venv({ packages: ["torch==2.6.0"], cuda: "wheels" })).toImage())[0]?.message,
    ).toContain("brings CUDA as 'wheels'")
    expect(
      problems(() => start.cuda({ version: "11.8.0", owner: "wheels" }).with(apt("libcublas11")).toImage())[0]?.message,
    ).toContain("brings CUDA as 'apt'")
  })

  it("an application that the distribution lacks, with the way to add it", () => {
    const found = problems(() => image("x", { os: "ubuntu22.04" }).with(desktop.cinnamon({ apps: ["firefox"] })))
    expect(found[0]).toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("snap"),
      fix: expect.stringContaining("sources: { firefox:"),
    })
  })
})

describe("definitions", () => {
  const family = defineVariants(["desktop", "server"], (variant, os) => image("x", { os, variant }), {
    os: ["debian13", "debian12"],
  })

  it("take the first variant and distribution by default", () => {
    expect(family.image(undefined, undefined)).toMatchObject({ variant: "desktop", os: "debian13" })
  })

  it("name the nearest variant and distribution for one that does not exist", () => {
    expect(problems(() => untyped(family).image("sever", undefined))[0]).toMatchObject({
      code: "unknown-variant",
      fix: expect.stringContaining("'server'"),
    })
    expect(problems(() => untyped(family).image("server", "debian21"))[0]).toMatchObject({
      code: "unknown-os",
      fix: expect.stringContaining("debian12"),
    })
  })

  it("may have one function per variant", () => {
    const each = defineVariants(["a", "b"], {
      a: (os) => image("x", { os }),
      b: (os) => image("x", { os }).with(apt("git")),
    })
    expect(each.image("b", "debian12")).toMatchObject({ variant: "b", stages: [{ ops: { length: 2 } }] })
  })

  it("may be one image, alone or for several distributions", () => {
    expect(toDefinition(image("x", { os: "debian12" }))?.oses).toEqual(["debian12"])
    expect(toDefinition(defineImage((os) => image("x", { os })))?.image(undefined, "debian13").os).toBe("debian13")
    expect(toDefinition({})).toBeUndefined()
    expect(problems(() => untyped(defineImage((os) => image("x", { os }))).image("server"))[0]?.message).toContain(
      "no variant 'server'",
    )
  })
})

describe("defineStep", () => {
  it("names the step and the user's line", () => {
    const mine = defineStep("mine", (_, origin) => [{ kind: "cmd", origin, command: [] }])
    expect(image("x", { os: "debian12" }).with(mine).toImage().stages[0]?.ops[1]?.origin).toMatchObject({
      step: "mine",
      at: { file: "test/image/image.test.ts" },
    })
  })
})
