import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Client, Container } from "@dagger.io/dagger"
import { StrataError } from "strata-images"
import { capabilities, compileAll, compileDagger, type DaggerOptions, findFolders } from "strata-images/dagger"
import type { AnyOp, Image } from "strata-images/ir"
import { describe, expect, it } from "vitest"
import carbonBase from "../../pipelines/carbon/base.ts"
import { withRecorder } from "./dagger/recorder.ts"
import { type MatrixCase, matrix, type Needs } from "./matrix.ts"

const golden = join(import.meta.dirname, "../golden/dagger")

function optionsFor(client: Client, needs: Needs = {}): DaggerOptions {
  const socket = client.host().unixSocket("agent.sock")
  return {
    ...(needs.context ? { context: client.host().directory(".") } : {}),
    secrets: Object.fromEntries((needs.secrets ?? []).map((id) => [id, client.setSecret(id, `value of ${id}`)])),
    ssh: Object.fromEntries((needs.ssh ?? []).map((id) => [id, socket])),
  }
}

/** Every query that making the image needs. */
function queriesOf(build: (client: Client) => Container | Promise<Container>): Promise<readonly string[]> {
  return withRecorder(async ({ client, queries }) => {
    await (await build(client)).id()
    return [...queries]
  })
}

function imageWith(...ops: readonly object[]): Image {
  const [first] = matrix
  if (first === undefined) throw new Error("no case")
  const origin = { step: "mine()", at: { file: "image.ts", line: 7 } }
  const [stage] = first.image.stages
  const from = stage?.ops[0] as AnyOp
  const all = [from, ...ops.map((op) => ({ ...op, origin }) as AnyOp)]
  return { ...first.image, stages: [{ name: "runtime", kind: "runtime", os: "debian12", ops: all }] }
}

function problemsOf(image: Image, options: DaggerOptions = {}): readonly object[] {
  try {
    // A client is used only after every problem was looked for.
    compileDagger(undefined as unknown as Client, image, options)
  } catch (error) {
    if (error instanceof StrataError) return error.problems
    throw error
  }
  return []
}

const possible = matrix.filter(({ refusedByDagger }) => refusedByDagger === undefined)
const refused = matrix.filter(({ refusedByDagger }) => refusedByDagger !== undefined)

describe("compileDagger", () => {
  it.each(possible)(
    "$name: asks what it should, in Dagger's own schema",
    async ({ name, image, needs }: MatrixCase) => {
      const queries = await queriesOf((client) => compileDagger(client, image, optionsFor(client, needs)))
      await expect(`${queries.join("\n\n")}\n`).toMatchFileSnapshot(join(golden, `${name}.graphql`))
    },
  )

  it.each(refused)("$name: refuses what the API has no call for", ({ image, refusedByDagger }: MatrixCase) => {
    const problems = problemsOf(image)
    expect(problems).toMatchObject(
      (refusedByDagger ?? []).map((kind) => ({
        code: "unsupported-op",
        message: expect.stringContaining(`${kind} op of matrix in stage 'runtime'`),
        at: { file: "matrix.ts", line: 1 },
      })),
    )
  })

  it("every carbon-base in every variant and distribution is valid for the schema", async () => {
    const images = carbonBase.oses.flatMap((os) => carbonBase.variants.map((variant) => carbonBase.image(variant, os)))
    const queries = await withRecorder(async ({ client, queries }) => {
      for (const container of compileAll(client, images)) await container.id()
      return [...queries]
    })
    expect(images).toHaveLength(9)
    expect(queries.length).toBeGreaterThan(9)
  })

  it("takes another base image for the target and every stage that begins at the same, and no other", async () => {
    const staged = matrix.find(({ name }) => name === "copy-files")?.image as Image
    const [maker, ...rest] = staged.stages
    const own = { ...maker?.ops[0], source: { kind: "image", ref: "maker.example/sdk:1" } } as AnyOp
    const image = { ...staged, stages: [{ ...maker, ops: [own, ...(maker?.ops.slice(1) ?? [])] }, ...rest] } as Image
    const options = { baseImage: "other.example/base@sha256:1" }
    const all = (await queriesOf((client) => compileDagger(client, image, options))).join()
    expect(all).toContain('from(address: "other.example/base@sha256:1")')
    expect(all).toContain('from(address: "maker.example/sdk:1")')
    expect(all).not.toContain("busybox")
    const same = (await queriesOf((client) => compileDagger(client, staged, options))).join()
    expect(same).not.toContain("busybox")
  })

  it("takes a base by its digest", async () => {
    const image = imageWith()
    const [stage] = image.stages
    const digest = `sha256:${"a".repeat(64)}`
    const from = { ...stage?.ops[0], source: { kind: "image", ref: "debian:12", digest } } as AnyOp
    const pinned = { ...image, stages: [{ ...stage, ops: [from] }] } as Image
    const all = await queriesOf((client) => compileDagger(client, pinned))
    expect(all.join().replace(/\s+/g, " ")).toContain(`address: "debian:12@${digest}"`)
  })

  it.each([
    ["debian:12", "mirror.example/hub/library/debian:12"],
    ["nvidia/cuda:12", "mirror.example/hub/nvidia/cuda:12"],
    ["localhost:5000/x", "localhost:5000/x"],
    ["ghcr.example/x/y:1", "ghcr.example/x/y:1"],
  ])("takes %s from a mirror as %s", async (ref, expected) => {
    const image = imageWith()
    const [stage] = image.stages
    const from = { ...stage?.ops[0], source: { kind: "image", ref } } as AnyOp
    const changed = { ...image, stages: [{ ...stage, ops: [from] }] } as Image
    const all = await queriesOf((client) => compileDagger(client, changed, { registryMirror: "mirror.example/hub/" }))
    expect(all.join()).toContain(`from(address: "${expected}")`)
  })
})

describe("compileAll", () => {
  it("makes a stage that two images share once", async () => {
    const copying = matrix.find(({ name }) => name === "copy-files")?.image as Image
    const other = { ...copying, variant: "other" }
    await withRecorder(async ({ client }) => {
      const [a, b] = compileAll(client, [copying, other])
      expect(a).toBe(b)
      const alone = compileDagger(client, copying)
      expect(alone).not.toBe(a)
    })
  })

  it("makes stages that differ apart, whatever their names", async () => {
    const one = imageWith({ kind: "workdir", path: "/one" })
    const two = imageWith({ kind: "workdir", path: "/two" })
    await withRecorder(async ({ client }) => {
      const [a, b] = compileAll(client, [one, two])
      expect(a).not.toBe(b)
    })
  })
})

describe("findFolders", () => {
  it("asks about what does not say that it is a folder, and copies what it finds as one", async () => {
    const image = imageWith(
      { kind: "copy", sources: ["src", "package.json", "sure/", "*.md"], destination: "/app/" },
      { kind: "copy", sources: ["src"], destination: "/again" },
      {
        kind: "exec",
        shell: "sh",
        script: "true\n",
        mounts: [
          { kind: "bind", source: "src", target: "/bound/src" },
          { kind: "bind", source: "package.json", target: "/bound/package.json" },
          { kind: "bind", source: "lib/", target: "/bound/lib" },
          { kind: "bind", source: "data", target: "/bound/data" },
        ],
      },
    )
    const queries = await withRecorder(
      async ({ client, queries }) => {
        const context = client.host().directory(".")
        const options = await findFolders(client, image, { context })
        await compileDagger(client, image, options).id()
        return [...queries]
      },
      (field, query) => (field === "exists" ? /path: "(src|data)"/.test(query) : undefined),
    )
    const asked = queries.filter((query) => query.includes("exists("))
    expect(asked).toHaveLength(3)
    const built = queries.at(-1) ?? ""
    expect(built.match(/withDirectory\(path: "\/app\/"/g)).toHaveLength(3)
    expect(built.match(/withDirectory\(path: "\/again"/g)).toHaveLength(1)
    expect(built).toContain('withFile(path: "/app/package.json"')
    expect(built).toMatch(/withMountedDirectory\(\s*path: "\/bound\/src"/)
    expect(built).toMatch(/withMountedDirectory\(\s*path: "\/bound\/lib"/)
    expect(built).toMatch(/withMountedDirectory\(\s*path: "\/bound\/data"/)
    expect(built).toMatch(/withMountedFile\(\s*path: "\/bound\/package.json"/)
  })
})

describe("problems, all at once and each with its place", () => {
  const cases: readonly (readonly [what: string, op: object, code: string, message: RegExp])[] = [
    [
      "a required secret",
      run({ kind: "secret", id: "token", target: "/t", required: true }),
      "invalid-option",
      /secret 'token' is required/,
    ],
    [
      "a required agent",
      run({ kind: "ssh", id: "me", required: true }),
      "invalid-option",
      /ssh agent 'me' is required/,
    ],
    ["a bind without context", run({ kind: "bind", target: "/x" }), "invalid-option", /build context/],
    ["a copy without context", { kind: "copy", sources: ["x"], destination: "/x" }, "invalid-option", /build context/],
    [
      "a pattern in the middle",
      { kind: "copy", from: "runtime", sources: ["/a*/b"], destination: "/x/" },
      "unsupported-op",
      /'\/a\*\/b' has a pattern before its last part/,
    ],
    [
      "a pattern that excludes",
      { kind: "copy", from: "runtime", sources: ["/a/!*"], destination: "/x/" },
      "unsupported-op",
      /means something else/,
    ],
    [
      "a mode of zero",
      { kind: "file", path: "/x", content: "", mode: "000" },
      "unsupported-op",
      /mode 000 is not between/,
    ],
    [
      "a mode with more bits",
      { kind: "copy", from: "runtime", sources: ["/x"], destination: "/y", mode: "4755" },
      "unsupported-op",
      /mode 4755/,
    ],
    ["a folder of the base's", { kind: "workdir", path: "x" }, "unsupported-op", /only the base image knows/],
    ["a long script", { ...run(), script: "#".repeat(131_072) }, "unsupported-op", /too long for one argument/],
  ]

  function run(...mounts: readonly object[]): object {
    return { kind: "exec", shell: "sh", script: "true\n", mounts }
  }

  it.each(cases)("%s", (_, op, code, message) => {
    expect(problemsOf(imageWith(op))).toEqual([
      expect.objectContaining({
        code,
        message: expect.stringMatching(message),
        fix: expect.stringMatching(/./),
        at: { file: "image.ts", line: 7 },
      }),
    ])
  })

  it("names all of them", () => {
    expect(problemsOf(imageWith(...cases.map(([, op]) => op)))).toHaveLength(cases.length)
  })
})

describe("the endpoint of these tests", () => {
  it("refuses a field, an argument and a value that Dagger does not have", async () => {
    await withRecorder(async ({ client }) => {
      const container = client.container()
      const send = (text: string): Promise<unknown> => client.getGQLClient().request(text)
      await expect(send("{ container { withVolume { id } } }")).rejects.toThrow(/Cannot query field "withVolume"/)
      await expect(send('{ container { from(adress: "x") { id } } }')).rejects.toThrow(/Unknown argument "adress"/)
      await expect(send("{ container { from { id } } }")).rejects.toThrow(/is required/)
      const wrong = "SOMETIMES" as unknown as never
      const cache = container.withMountedCache("/x", client.cacheVolume("x"), { sharing: wrong })
      await expect(cache.id()).rejects.toThrow(/SOMETIMES/)
    })
  })
})

describe("docs/dagger.md", () => {
  it("has the capability table as it is", () => {
    const text = readFileSync(join(import.meta.dirname, "../../docs/dagger.md"), "utf8")
    for (const { feature, dockerfile, dagger } of capabilities)
      expect(text).toContain(`| ${feature} | ${dockerfile} | ${dagger} |`)
  })
})
