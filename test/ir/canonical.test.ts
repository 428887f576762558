import { expect, test } from "vitest"
import { canonicalJson, imageDigest } from "../../lib/ir/index.ts"
import { imageOf, op } from "./sample-image.ts"

test("keys in order at every level, undefined left out, two spaces, one line break at the end", () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: "é" })).toBe(
    '{\n  "a": "é",\n  "b": [\n    {\n      "a": null,\n      "d": 1\n    }\n  ]\n}\n',
  )
})

test("the order is that of code units, whatever the machine's locale", () => {
  expect(Object.keys(JSON.parse(canonicalJson({ ä: 1, a: 1, B: 1, _: 1 })))).toEqual(["B", "_", "a", "ä"])
})

test("the digest of a known image: a change here changes every user's digests", () => {
  expect(imageDigest(imageOf(op({ kind: "env", variables: { A: "1" } } as const)))).toMatchInlineSnapshot(
    `"sha256:df2bebac859fb7a711459fc3a4cdb30b100781303256b5d4775513e29a243510"`,
  )
})

test("the order of ops, of words and of stages matters", () => {
  const a = op({ kind: "workdir", path: "/a" } as const)
  const b = op({ kind: "workdir", path: "/b" } as const)
  expect(imageDigest(imageOf(a, b))).not.toBe(imageDigest(imageOf(b, a)))
})

test("a variable named origin is part of what an image is", () => {
  const withOrigin = (value: string) => imageOf(op({ kind: "env", variables: { origin: value } } as const))
  expect(imageDigest(withOrigin("1"))).not.toBe(imageDigest(withOrigin("2")))
})
