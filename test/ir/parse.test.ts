import { describe, expect, test } from "vitest"
import { StrataError } from "../../lib/errors/index.ts"
import { deepFreeze, parseImage } from "../../lib/ir/entry.ts"
import { apt, from, imageOf, imageWith, op, stage } from "./sample-image.ts"

function problemsOf(input: unknown) {
  try {
    parseImage(input)
  } catch (error) {
    if (error instanceof StrataError) return error.problems
    throw error
  }
  throw new Error("was accepted")
}

const messagesOf = (input: unknown) => problemsOf(input).map((problem) => problem.message)

test("takes a value as well as text, and leaves the value that it was given alone", () => {
  const value = imageOf(apt(["git"]))
  expect(parseImage(value)).toEqual(value)
  expect(parseImage(JSON.stringify(value))).toEqual(value)
  expect(Object.isFrozen(value)).toBe(false)
})

test("text that is no JSON", () => {
  expect(problemsOf("{")).toMatchObject([
    {
      code: "invalid-image",
      message: expect.stringMatching(/^not JSON: /),
      fix: expect.stringContaining("--format=ir"),
    },
  ])
})

describe("shape", () => {
  test("every problem, each with its place in the document", () => {
    const broken = { ...imageWith({ name: "No Name" }), platform: "linux", surprise: 1, version: 2 }
    expect(messagesOf(broken).sort()).toEqual([
      expect.stringMatching(/^image.name: must be lower-case/),
      expect.stringMatching(/^image.platform: /),
      expect.stringMatching(/^image.version: /),
      expect.stringMatching(/^image: .*surprise/),
    ])
  })

  test.each<[what: string, op: object, message: RegExp]>([
    ["an unknown kind", { kind: "run" }, /^image\.stages\[0\]\.ops\[1\]\.kind: /],
    ["a misspelt field", { kind: "workdir", path: "/a", pth: 1 }, /^image\.stages\[0\]\.ops\[1\]: .*pth/],
    ["a path that is not absolute", { kind: "workdir", path: "a" }, /\.path: must be an absolute path$/],
    ["a variable no shell can have", { kind: "env", variables: { "A-B": "" } }, /\.variables\.A-B: /],
    ["a mode that is no mode", { kind: "file", path: "/a", content: "", mode: "rwx" }, /\.mode: must be three or four/],
    ["an empty script", { kind: "exec", script: "", shell: "sh", mounts: [] }, /\.script: /],
    ["nothing to copy", { kind: "copy", sources: [], destination: "/" }, /\.sources: /],
    ["a port that is none", { kind: "expose", port: 65_536, protocol: "tcp" }, /\.port: /],
    ["raw that is false", { kind: "exec", script: "a", shell: "sh", mounts: [], raw: false }, /\.raw: /],
    ["null for a field that is not there", { kind: "user", user: "a", group: null }, /\.group: /],
    [
      "an unknown mount",
      { kind: "exec", script: "a", shell: "sh", mounts: [{ kind: "nfs" }] },
      /\.mounts\[0\]\.kind: /,
    ],
    ["a signal that is none", { kind: "stop-signal", signal: "TERM" }, /\.signal: /],
  ])("%s", (_, fields, message) => {
    expect(messagesOf(imageOf(op(fields) as never))).toEqual([expect.stringMatching(message)])
  })

  test("a variable named __proto__ is refused, not dropped", () => {
    const text = JSON.stringify(imageOf(op({ kind: "env", variables: { A: "1" } } as const)))
    expect(messagesOf(text.replace('"A"', '"__proto__"'))).toEqual([expect.stringContaining("__proto__")])
  })
})

test("meaning: every problem of every rule", () => {
  expect(
    messagesOf(
      JSON.stringify(imageWith({ target: "gone", stages: [stage("runtime", "runtime", from, apt(["gcc"]))] })),
    ),
  ).toEqual([
    "the target stage 'gone' does not exist",
    "stage 'runtime', sample(): gcc: build tools have no place in a runtime stage",
  ])
})

test("deepFreeze freezes all the way down and returns the value itself", () => {
  const value = { a: [{ b: 1 }] }
  expect(deepFreeze(value)).toBe(value)
  expect(() => {
    const [first] = value.a
    if (first) first.b = 2
  }).toThrow(TypeError)
  expect(deepFreeze("text")).toBe("text")
  expect(deepFreeze(null)).toBe(null)
})
