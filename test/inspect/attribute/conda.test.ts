import { expect, test } from "vitest"
import { ownersIn } from "./support.ts"

const record = (files: readonly string[]): string =>
  JSON.stringify(
    { depends: [], files, name: "x", paths_data: { paths: files.map((path) => ({ _path: path, sha256: "0" })) } },
    undefined,
    2,
  )

test("files are those of the prefix's record, whatever their names", () => {
  const odd = ['lib/a "quoted"', "lib/back\\slash\\", "lib/br]acket", "lib/ü"]
  const owners = ownersIn(
    { path: "opt/conda/conda-meta/numpy-base-1.26.4-py311_0.json", content: record(["lib/numpy/a.py", ...odd]) },
    { path: "opt/conda/conda-meta/empty-1-0.json", content: record([]) },
    { path: "opt/conda/conda-meta/history", content: "==>" },
    { path: "opt/conda/lib/numpy/a.py" },
    { path: "opt/conda/lib/numpy/made-later" },
    ...odd.map((path) => ({ path: `opt/conda/${path}` })),
  )
  const owner = "conda numpy-base 1.26.4 @ opt/conda"
  expect(owners).toEqual({
    "opt/conda/conda-meta/history": "image conda @ opt/conda",
    "opt/conda/conda-meta/empty-1-0.json": "conda empty 1 @ opt/conda",
    "opt/conda/conda-meta/numpy-base-1.26.4-py311_0.json": owner,
    "opt/conda/lib/numpy/a.py": owner,
    "opt/conda/lib/numpy/made-later": owner,
    ...Object.fromEntries(odd.map((path) => [`opt/conda/${path}`, owner])),
  })
})

test("one package in two prefixes is two", () => {
  const file = (prefix: string) => [
    { path: `${prefix}/conda-meta/zlib-1.3-h1.json`, content: record(["lib/libz.so"]) },
    { path: `${prefix}/lib/libz.so` },
  ]
  expect(ownersIn(...file("opt/conda"), ...file("opt/conda/envs/b"))).toMatchObject({
    "opt/conda/lib/libz.so": "conda zlib 1.3 @ opt/conda",
    "opt/conda/envs/b/lib/libz.so": "conda zlib 1.3 @ opt/conda/envs/b",
  })
})
