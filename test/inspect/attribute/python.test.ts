import { describe, expect, test } from "vitest"
import { attribute } from "../../../lib/inspect/attribute/index.ts"
import { type FileEntry, makeFiles } from "../support/make-files.ts"
import { lines, ownersIn, ownersOf } from "./support.ts"

const site = "opt/venv/lib/python3.11/site-packages"
const metadata = (name: string, version: string): string =>
  lines("Metadata-Version: 2.1", `Name: ${name}`, `Version: ${version}`, "", "Name: of the description")

function wheel(folder: string, name: string, version: string, ...record: readonly string[]): FileEntry[] {
  const info = `${folder}/${name.replaceAll("-", "_")}-${version}.dist-info`
  return [
    { path: `${info}/METADATA`, content: metadata(name, version) },
    { path: `${info}/RECORD`, content: lines(...record.map((path) => `${path},sha256=0,1`)) },
  ]
}

describe("python", () => {
  test("a wheel has what its RECORD names, inside and outside", () => {
    const owners = ownersIn(
      ...wheel(site, "a-b", "1.0", "a/__init__.py", '"a/with,comma.py"', "../../../bin/a", "/usr/share/a", "./a/c.py"),
      { path: `${site}/a/__init__.py` },
      { path: `${site}/a/with,comma.py` },
      { path: `${site}/a/c.py` },
      { path: `${site}/a/written/later` },
      { path: "opt/venv/bin/a" },
      { path: "opt/venv/bin/other" },
      { path: "usr/share/a" },
    )
    const owner = "python a-b 1.0 @ opt/venv"
    expect(owners).toMatchObject({
      [`${site}/a/__init__.py`]: owner,
      [`${site}/a/with,comma.py`]: owner,
      [`${site}/a/c.py`]: owner,
      [`${site}/a/written/later`]: owner,
      [`${site}/a_b-1.0.dist-info/RECORD`]: owner,
      "opt/venv/bin/a": owner,
      "usr/share/a": owner,
    })
    expect(owners["opt/venv/bin/other"]).not.toBe(owner)
  })

  test("a distribution that another brought along is that one's", () => {
    const vendor = "tools/_vendor"
    const inner = wheel(`${site}/${vendor}`, "inner", "1", "inner.py")
    const info = `${vendor}/inner-1.dist-info`
    const owners = ownersIn(
      ...inner,
      ...wheel(site, "tools", "2", `${vendor}/inner.py`, `${info}/METADATA`, `${info}/RECORD`),
      { path: `${site}/${vendor}/inner.py` },
    )
    const owner = "python tools 2 @ opt/venv"
    expect(owners).toMatchObject({
      [`${site}/${vendor}/inner.py`]: owner,
      [`${site}/${info}/RECORD`]: owner,
    })
  })

  test("what uv links from its cache is installed where it leads to, and the bytes are the package's", () => {
    const cache = "root/.cache/uv/archive-v0/x1"
    const info = "rich-15.dist-info"
    const owners = ownersIn(
      { path: `${cache}/${info}/METADATA`, content: metadata("Rich", "15") },
      { path: `${cache}/${info}/RECORD`, content: lines("rich/a.py,,") },
      { path: `${cache}/rich/a.py`, bytes: 10 },
      { path: `${cache}/left.py`, bytes: 10 },
      { path: `${site}/${info}/METADATA`, kind: "hardlink", linkTarget: `${cache}/${info}/METADATA` },
      { path: `${site}/${info}/RECORD`, content: lines("rich/a.py,,") },
      { path: `${site}/rich/a.py`, kind: "hardlink", linkTarget: `${cache}/rich/a.py` },
    )
    const owner = "python Rich 15 @ opt/venv"
    expect(owners).toMatchObject({
      [`${site}/rich/a.py`]: owner,
      [`${cache}/rich/a.py`]: owner,
      [`${cache}/left.py`]: "image uv @ root/.cache/uv",
    })
  })

  test.for([
    "opt/conda/pkgs/six-1.16-py_0/site-packages",
    "root/.cache/virtualenv/wheel/3.11/image/1/CopyPipInstall/six-1.16-py3-none-any",
  ])("what is kept to install from is no environment: %s", (folder) => {
    const owners = ownersIn(...wheel(folder, "six", "1.16", "six.py"), { path: `${folder}/six.py` })
    expect(Object.values(owners).filter((owner) => owner.startsWith("python"))).toEqual([])
  })

  test("an environment in a cache is one (poetry)", () => {
    const folder = "root/.cache/pypoetry/virtualenvs/a/lib/python3.11/site-packages"
    const owners = ownersIn(...wheel(folder, "six", "1.16", "six.py"), { path: `${folder}/six.py` })
    expect(owners[`${folder}/six.py`]).toBe("python six 1.16 @ root/.cache/pypoetry/virtualenvs/a")
  })

  test("a namespace that two share gives each its part", () => {
    const owners = ownersIn(
      ...wheel(site, "x", "1", "nvidia/x/lib/x.so"),
      ...wheel(site, "y", "1", "nvidia/y/lib/y.so"),
      { path: `${site}/nvidia/x/lib/x.so` },
      { path: `${site}/nvidia/y/lib/y.so` },
      { path: `${site}/nvidia/y/cache` },
      { path: `${site}/nvidia/neither` },
    )
    expect(owners).toMatchObject({
      [`${site}/nvidia/x/lib/x.so`]: "python x 1 @ opt/venv",
      [`${site}/nvidia/y/cache`]: "python y 1 @ opt/venv",
    })
    expect(owners[`${site}/nvidia/neither`] ?? "").not.toMatch(/^python/)
  })

  test("lib64 is a link to lib", () => {
    const owners = ownersIn(
      { path: "opt/venv/lib64", linkTarget: "lib" },
      ...wheel(site, "x", "1", "../../../lib64/python3.11/site-packages/x.py"),
      { path: `${site}/x.py` },
    )
    expect(owners).toMatchObject({ [`${site}/x.py`]: "python x 1 @ opt/venv" })
  })

  test("conda's own wheels are conda's", () => {
    const folder = "opt/conda/lib/python3.11/site-packages"
    const record = ["x.py", "x-1.dist-info/METADATA", "x-1.dist-info/RECORD"]
    const files = record.map((path) => `lib/python3.11/site-packages/${path}`)
    const image = makeFiles([
      [
        { path: "opt/conda/conda-meta/x-1-py_0.json", content: JSON.stringify({ files }) },
        ...wheel(folder, "x", "1", ...record),
        ...wheel(folder, "y", "2", "y.py"),
        { path: `${folder}/x.py` },
        { path: `${folder}/y.py` },
      ],
    ])
    const pythons = attribute(image).packages.filter(({ ecosystem }) => ecosystem === "python")
    expect(pythons.map(({ name }) => name)).toEqual(["y"])
    expect(ownersOf(image)).toMatchObject({
      [`0:${folder}/x.py`]: "conda x 1 @ opt/conda",
      [`0:${folder}/y.py`]: "python y 2 @ opt/conda",
    })
  })

  test("editable: the sources are the package's", () => {
    const owners = ownersIn(
      ...wheel(site, "mine", "0.1", "__editable__.mine-0.1.pth"),
      {
        path: `${site}/mine-0.1.dist-info/direct_url.json`,
        content: JSON.stringify({ url: "file:///src/my%20project", dir_info: { editable: true } }),
      },
      { path: "src/my project/mine/a.py" },
      { path: `${site}/old.egg-link`, content: lines("/src/old", ".") },
      { path: "src/old/old.egg-info/PKG-INFO", content: metadata("Old", "3") },
      { path: "src/old/old.py" },
      { path: "src/unrelated/u.egg-info/PKG-INFO", content: metadata("U", "1") },
    )
    expect(owners).toMatchObject({
      "src/my project/mine/a.py": "python mine 0.1 @ opt/venv",
      "src/old/old.py": "python Old 3 @ opt/venv",
    })
    expect(owners["src/unrelated/u.egg-info/PKG-INFO"]).toBe("image src @ src")
  })

  test("eggs and metadata without lists", () => {
    const local = "usr/local/lib/python3.9/dist-packages"
    const owners = ownersIn(
      { path: `${local}/e-1.egg-info/PKG-INFO`, content: metadata("e", "1") },
      { path: `${local}/e-1.egg-info/installed-files.txt`, content: lines("../e/a.py", "PKG-INFO") },
      { path: `${local}/e/a.py` },
      { path: `${local}/t-2.egg-info/PKG-INFO`, content: metadata("t", "2") },
      { path: `${local}/t-2.egg-info/top_level.txt`, content: lines("t", "u") },
      { path: `${local}/t/a.py` },
      { path: `${local}/u.py` },
      { path: `${local}/z-3-py3.9.egg/EGG-INFO/PKG-INFO`, content: metadata("z", "3") },
      { path: `${local}/z-3-py3.9.egg/z.py` },
      { path: `${local}/f-4.egg-info`, content: metadata("f", "4") },
    )
    expect(owners).toMatchObject({
      [`${local}/e/a.py`]: "python e 1 @ usr/local",
      [`${local}/t/a.py`]: "python t 2 @ usr/local",
      [`${local}/u.py`]: "python t 2 @ usr/local",
      [`${local}/z-3-py3.9.egg/z.py`]: "python z 3 @ usr/local",
      [`${local}/f-4.egg-info`]: "python f 4 @ usr/local",
    })
  })

  test("bytecode is its module's, also of two packages in one folder", () => {
    const owners = ownersIn(
      ...wheel(site, "a", "1", "a.py"),
      ...wheel(site, "b", "1", "b.py"),
      { path: `${site}/a.py` },
      { path: `${site}/b.py` },
      { path: `${site}/__pycache__/a.cpython-311.pyc` },
      { path: `${site}/__pycache__/b.cpython-311.opt-1.pyc` },
      { path: `${site}/b.pyc` },
    )
    expect(owners).toMatchObject({
      [`${site}/__pycache__/a.cpython-311.pyc`]: "python a 1 @ opt/venv",
      [`${site}/__pycache__/b.cpython-311.opt-1.pyc`]: "python b 1 @ opt/venv",
      [`${site}/b.pyc`]: "python b 1 @ opt/venv",
    })
  })

  test("what an upgrade removed was the older version's", () => {
    const owners = ownersOf(
      makeFiles([
        [...wheel(site, "x", "1", "x/a.py", "old.py"), { path: `${site}/x/a.py` }, { path: `${site}/old.py` }],
        [
          ...wheel(site, "x", "2", "x/a.py"),
          { path: `${site}/x/a.py` },
          { path: `${site}/.wh.old.py` },
          { path: `${site}/.wh.x-1.dist-info` },
        ],
      ]),
    )
    expect(owners).toMatchObject({
      [`0:${site}/x/a.py`]: "python x 2 @ opt/venv",
      [`1:${site}/x/a.py`]: "python x 2 @ opt/venv",
      [`0:${site}/old.py`]: "python x 2 @ opt/venv",
    })
  })
})
