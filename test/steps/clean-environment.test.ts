import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { cleanProgram } from "../../lib/steps/python/clean-program.ts"
import { hasPython } from "../support/has-python.ts"

const site = "lib/python3.11/site-packages"
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An environment of files below site-packages, or below the prefix where the path begins with `/`. */
function environment(files: Readonly<Record<string, string>>): string {
  const prefix = mkdtempSync(join(tmpdir(), "strata-clean-"))
  folders.push(prefix)
  for (const [path, content] of Object.entries(files)) {
    const file = path.startsWith("/") ? join(prefix, path) : join(prefix, site, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return prefix
}

function clean(prefix: string, ...what: readonly string[]): (path: string) => boolean {
  execFileSync("python3", ["-", prefix, ...what], { input: cleanProgram })
  return (path) => existsSync(path.startsWith("/") ? join(prefix, path) : join(prefix, site, path))
}

describe.skipIf(!hasPython)(`cleaning an environment ${hasPython ? "" : "(skipped: no python3)"}`, () => {
  test("tests go, but for those that somebody outside of them imports or names", () => {
    const has = clean(
      environment({
        "plain/__init__.py": "",
        "plain/tests/test_a.py": "from used.tests import helper\n",
        "plain/sub/tests/data.bin": "x",
        "django/test/client.py": "",
        "numpy/testing/__init__.py": "",
        "used/__init__.py": "from .tests.support import x\n",
        "used/tests/support.py": "",
        "used/tests/deep/tests/test_b.py": "",
        "used/other/tests/test_c.py": "",
        "named/__init__.py": 'import importlib\nimportlib.import_module("named.inner.tests.data")\n',
        "named/inner/tests/data.py": "",
        "talks/__init__.py": '"""See the tests of talks.tests and run tests/all."""\nx = ["tests"]\n',
        "talks/tests/test_d.py": "",
        "broken/__init__.py": "import tests from",
        "broken/tests/test_e.py": "",
        "tests/__init__.py": "",
        "conftest.py": "from plain.tests import test_a\n",
      }),
      "tests",
    )
    const gone = ["plain/tests", "plain/sub/tests", "used/other/tests", "talks/tests", "broken/tests"]
    const stay = [
      "plain/__init__.py",
      "django/test/client.py",
      "numpy/testing/__init__.py",
      "used/tests/support.py",
      "used/tests/deep/tests/test_b.py",
      "named/inner/tests/data.py",
      "tests/__init__.py",
    ]
    expect(gone.filter(has)).toEqual([])
    expect(stay.filter((path) => !has(path))).toEqual([])
  })

  test("pip's and conda's records say what is there", () => {
    const about = {
      name: "a",
      files: [`${site}/a/__init__.py`, `${site}/a/tests/test.py`, "share/man/man1/a.1"],
      paths_data: { paths_version: 1, paths: [{ _path: `${site}/a/tests/test.py` }, { _path: "bin/a" }] },
    }
    const prefix = environment({
      "a/__init__.py": "",
      "a/tests/test.py": "",
      "a-1.dist-info/RECORD":
        'a/__init__.py,,\n"a/tests/test.py",sha256=x,1\n../../../share/man/man1/a.1,,\na-1.dist-info/RECORD,,\n',
      "/conda-meta/a-1-0.json": JSON.stringify(about),
      "/share/man/man1/a.1": "",
      "/share/doc/a/LICENSE": "",
      "/share/doc/a/manual.txt": "",
      "/bin/a": "",
    })
    const has = clean(prefix, "tests", "documentation")
    expect(["/share/man/man1/a.1", "/share/doc/a/manual.txt"].filter(has)).toEqual([])
    expect(has("/share/doc/a/LICENSE")).toBe(true)
    const read = (path: string) => readFileSync(join(prefix, path), "utf8")
    expect(read(`${site}/a-1.dist-info/RECORD`)).toBe("a/__init__.py,,\na-1.dist-info/RECORD,,\n")
    expect(JSON.parse(read("conda-meta/a-1-0.json"))).toEqual({
      name: "a",
      files: [`${site}/a/__init__.py`],
      paths_data: { paths_version: 1, paths: [{ _path: "bin/a" }] },
    })
  })

  test("static archives stay where somebody could link them", () => {
    const files = { "/lib/libz.a": "", "/lib/libz.so": "" }
    const without = clean(environment(files), "static-archives")
    expect([without("/lib/libz.a"), without("/lib/libz.so")]).toEqual([false, true])
    const compiler = clean(environment({ ...files, "/bin/x86_64-conda-linux-gnu-gcc": "" }), "static-archives")
    expect(compiler("/lib/libz.a")).toBe(true)
  })
})
