import { posix } from "node:path"
import { describe, expect, it } from "vitest"
import { factsOf } from "../../lib/verify/baseline/facts.ts"
import { checkDependencies } from "../../lib/verify/checks/dependencies/check-dependencies.ts"
import { parseDpkgStatus } from "../../lib/verify/checks/dependencies/dpkg-status.ts"
import { checkPackageFiles } from "../../lib/verify/checks/package-files.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
import { makeTree } from "./make-tree.ts"

const gone = (path: string): FileEntry => {
  const { dir, base } = posix.parse(path)
  return { path: `${dir}/.wh.${base}` }
}
const said = (layers: readonly (readonly FileEntry[])[], baseline?: readonly FileEntry[]): readonly string[] =>
  checkDependencies(makeTree(layers), baseline && factsOf(makeTree([baseline]))).failures.map(
    ({ message, cause }) => message + (cause === undefined ? "" : ` <- ${cause}`),
  )

const status = `Package: app
Status: install ok installed
Pre-Depends: base (>= 1)
Depends: liba:any (>= 2) <!nocheck>, liba-extra | mailer,
 other

Package: base
Status: install ok installed

Package: liba
Status: install ok installed
Provides: liba-extra (= 3)

Package: other
Status: install ok installed

Package: old
Status: deinstall ok config-files
Depends: nobody
`

describe("what Debian packages depend on", () => {
  const files = (text: string): readonly FileEntry[] => [{ path: "var/lib/dpkg/status", content: text }]

  it("is read from dpkg's status, with alternatives and continued lines", () => {
    expect(parseDpkgStatus(status).map(({ name }) => name)).toEqual(["app", "base", "liba", "other"])
    expect(parseDpkgStatus(status)[0]?.depends).toEqual([["base"], ["liba"], ["liba-extra", "mailer"], ["other"]])
    expect(said([files(status)])).toEqual([])
  })

  it("is missed where it is not installed, or half installed", () => {
    expect(said([files(status.replace("Package: other", "Package: another"))])).toEqual([
      "app depends on other, which is not installed",
    ])
    expect(said([files(status.replace("liba-extra (= 3)", "x"))])).toEqual([
      "app depends on liba-extra or mailer, which is not installed",
    ])
    expect(
      said([
        files(
          status.replace(
            "Package: base\nStatus: install ok installed",
            "Package: base\nStatus: install ok half-configured",
          ),
        ),
      ]),
    ).toEqual(["base is half-configured: dpkg did not finish installing it"])
  })
})

describe("what Python distributions require", () => {
  const site = "opt/venv/lib/python3.11/site-packages"
  const distribution = (name: string, requires: readonly string[] = []): readonly FileEntry[] => [
    { path: `${site}/${name}/__init__.py`, content: "x" },
    {
      path: `${site}/${name}-1.0.dist-info/METADATA`,
      content: `Name: ${name}\n${requires.map((line) => `Requires-Dist: ${line}\n`).join("")}\nRequires-Dist: text\n`,
    },
  ]
  const files = [
    ...distribution("requests", ["Typing.Extensions>=4", "win; sys_platform == 'win32'", "socks ; extra == 'socks'"]),
    ...distribution("typing_extensions"),
  ]

  it("is there, whatever its name's spelling; what has a marker is left to pip", () => {
    expect(said([files])).toEqual([])
  })

  it("is conda's business for what conda installed, and nobody's in its cache", () => {
    const prefix = "opt/conda/lib/python3.11/site-packages"
    const metadata = "Name: pandas\n" + "Requires-Dist: pytz\n"
    const conda: readonly FileEntry[] = [
      {
        path: "opt/conda/conda-meta/pandas-2.1-py311.json",
        content: JSON.stringify({
          name: "pandas",
          version: "2.1",
          files: [
            "lib/python3.11/site-packages/pandas/__init__.py",
            "lib/python3.11/site-packages/pandas-2.1.dist-info/METADATA",
            "lib/python3.11/site-packages/pandas-2.1.dist-info/RECORD",
          ],
        }),
      },
      { path: `${prefix}/pandas/__init__.py`, content: "x" },
      { path: `${prefix}/pandas-2.1.dist-info/METADATA`, content: metadata },
      { path: `${prefix}/pandas-2.1.dist-info/RECORD`, content: "../../bin/pandas,,\n" },
      { path: "opt/conda/pkgs/x-1/lib/python3.11/site-packages/x-1.dist-info/METADATA", content: metadata },
      { path: "root/.cache/wheel/x-1.dist-info/RECORD", content: "x/y.py,,\n" },
    ]
    expect(said([conda])).toEqual([])
    expect(checkPackageFiles(makeTree([conda]))).toEqual({ looked: 3, failures: [] })
  })

  it("is missed where it is gone, with who took it, and metadata where only the modules stayed", () => {
    const info = `${site}/typing_extensions-1.0.dist-info`
    const removed = `layer 2 (step 2) deleted /${info}/METADATA`
    expect(said([files, [gone(info)]])).toEqual([
      `requests requires typing-extensions, which is not installed in /${site} <- ${removed}`,
      `/${site}/typing_extensions/__init__.py is there and the metadata of typing-extensions is not: importlib.metadata and pip do not know it <- ${removed}`,
    ])
    expect(said([files, [gone(`${site}/requests`), gone(`${site}/requests-1.0.dist-info`)]])).toEqual([])
  })

  it("is compared with a baseline, where the image never had the metadata", () => {
    const kept = files.filter(({ path }) => !path.includes("requests-1.0.dist-info"))
    expect(said([kept])).toEqual([])
    expect(said([kept], files)).toEqual([
      expect.stringMatching(/requests\/__init__\.py is there and the metadata of requests is not/),
    ])
  })
})

describe("what npm packages need", () => {
  const modules = "usr/local/lib/node_modules"
  const manifest = (folder: string, json: object): FileEntry => ({
    path: `${folder}/package.json`,
    content: JSON.stringify({ name: posix.basename(folder), ...json }),
  })
  const files: readonly FileEntry[] = [
    manifest(`${modules}/tool`, {
      bin: { tool: "./bin/tool.js" },
      dependencies: { "@scope/inner": "^1", shared: "1", maybe: "1" },
      optionalDependencies: { maybe: "1" },
      peerDependencies: { peer: "1" },
    }),
    { path: `${modules}/tool/bin/tool.js`, content: "#!/usr/bin/env node\n", mode: 0o755 },
    { path: "usr/local/bin/node", content: "x", mode: 0o755 },
    { path: "usr/bin/env", content: "x", mode: 0o755 },
    { path: "usr/local/bin/tool", linkTarget: "../lib/node_modules/tool/bin/tool.js" },
    manifest(`${modules}/tool/node_modules/@scope/inner`, { main: "lib/main", dependencies: { shared: "1" } }),
    { path: `${modules}/tool/node_modules/@scope/inner/lib/main.js`, content: "x" },
    manifest(`${modules}/shared`, { main: "./dist" }),
    { path: `${modules}/shared/dist/index.js`, content: "x" },
    // A test's own packages are nobody's dependency.
    manifest(`${modules}/shared/test/node_modules/fixture`, { dependencies: { nothing: "1" } }),
  ]

  it("is found as node finds it", () => {
    expect(said([files])).toEqual([])
    expect(checkDependencies(makeTree([files]), undefined).looked).toBe(3)
  })

  it.each([
    [
      "a dependency",
      `${modules}/tool/node_modules/@scope/inner`,
      `tool in /${modules}/tool needs @scope/inner, which node does not find from there <- layer 2 (step 2) deleted /${modules}/tool/node_modules/@scope/inner/package.json`,
    ],
    [
      "a main file",
      `${modules}/tool/node_modules/@scope/inner/lib/main.js`,
      `inner in /${modules}/tool/node_modules/@scope/inner is loaded from lib/main, which is not there`,
    ],
    [
      "a program",
      `${modules}/tool/bin/tool.js`,
      `tool in /${modules}/tool has the program ./bin/tool.js, which is not there <- layer 2 (step 2) deleted /${modules}/tool/bin/tool.js`,
    ],
    ["node itself", "usr/local/bin/node", `/${modules}/tool/bin/tool.js is run by node, which is not there`],
  ])("is missed: %s", (_, path, message) => {
    expect(said([files, [gone(path)]])).toContain(message)
  })

  it("is looked for from projects, too", () => {
    const project = [
      manifest("app", { dependencies: { left: "1" } }),
      manifest("app/node_modules/left", { dependencies: { right: "1" } }),
    ]
    expect(said([project])).toEqual(["left in /app/node_modules/left needs right, which node does not find from there"])
  })
})

describe("files that conda lists", () => {
  const files = [
    {
      path: "opt/conda/conda-meta/zlib-1.3-h1.json",
      content: JSON.stringify({ files: ["lib/libz.so.1", "include/zlib.h"] }),
    },
    { path: "opt/conda/conda-meta/history", content: "==>" },
    { path: "opt/conda/lib/libz.so.1", content: "x" },
    { path: "opt/conda/include/zlib.h", content: "x" },
  ]
  it("are there or are missed", () => {
    expect(checkPackageFiles(makeTree([files]))).toEqual({ looked: 2, failures: [] })
    expect(checkPackageFiles(makeTree([files, [gone("opt/conda/lib/libz.so.1")]])).failures).toEqual([
      expect.objectContaining({
        message: "zlib-1.3-h1 lists /opt/conda/lib/libz.so.1, which is not there",
        cause: "layer 2 (step 2) deleted /opt/conda/lib/libz.so.1",
      }),
    ])
  })
})
