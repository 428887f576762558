import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { checkPythonImports } from "../../lib/verify/live/python-imports.ts"
import type { RunInImage } from "../../lib/verify/live/run-in-image.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
import { hasPython, whyNoPython } from "../support/has-python.ts"
import { makeTree } from "./make-tree.ts"

const python = (path: string): FileEntry => ({ path, content: "x", mode: 0o755 })
const tree = makeTree([
  [
    python("usr/bin/python3"),
    { path: "opt/venv/pyvenv.cfg", content: "home = /usr/bin\n" },
    python("opt/venv/bin/python3"),
  ],
])
const imported = (module: string, error: string | null): string =>
  JSON.stringify({ distribution: module, module, error })

describe("Python in an image", () => {
  it("fails for what it cannot import, but not for the host's driver, and for what pip finds in an environment", async () => {
    const asked: string[] = []
    const run: RunInImage = async ([interpreter = "", ...args]) => {
      const isPip = args.includes("pip")
      asked.push(`${interpreter} ${isPip ? "pip check" : "imports"}`)
      if (isPip)
        return {
          exitCode: 1,
          stdout:
            "a 1.0 requires b, which is not installed.\nc 2 has requirement d>=2, but you have d 1.\nother words\n",
          stderr: "",
        }
      const lines = [
        imported("a", null),
        imported("gpu", "OSError: libcuda.so.1: no"),
        imported("gcs", "AlreadyExistsError: File system for gs already registered"),
        imported("b", "ImportError: x"),
      ]
      return { exitCode: 0, stdout: interpreter.startsWith("/opt") ? lines.join("\n") : "", stderr: "" }
    }
    const found = await checkPythonImports(tree, run)
    expect(found.looked).toBe(4)
    expect(found.failures.map(({ message, cause }) => `${message} <- ${cause}`)).toEqual([
      "/opt/venv/bin/python3 cannot import b <- ImportError: x",
      "/opt/venv/bin/python3: a 1.0 requires b, which is not installed. <- pip check",
      "/opt/venv/bin/python3: c 2 has requirement d>=2, but you have d 1. <- pip check",
    ])
    // Debian's own is dpkg's.
    expect(asked).toEqual([
      "/usr/bin/python3 imports",
      "/opt/venv/bin/python3 imports",
      "/opt/venv/bin/python3 pip check",
    ])
  })

  it("is asked in each environment of conda too, once", async () => {
    const conda = (prefix: string) => [
      { path: `${prefix}/conda-meta/history`, content: "" },
      python(`${prefix}/bin/python3`),
    ]
    const asked: string[] = []
    const run: RunInImage = async ([interpreter = "", ...args]) => {
      if (!args.includes("pip")) asked.push(interpreter)
      return { exitCode: 0, stdout: "", stderr: "" }
    }
    await checkPythonImports(makeTree([[...conda("opt/conda"), ...conda("opt/conda/envs/a")]]), run)
    expect(asked).toEqual(["/opt/conda/bin/python3", "/opt/conda/envs/a/bin/python3"])
  })

  it("without pip in an environment says nothing of pip", async () => {
    const run: RunInImage = async (command) =>
      command.includes("pip")
        ? { exitCode: 1, stdout: "", stderr: "/opt/venv/bin/python3: No module named pip" }
        : { exitCode: 0, stdout: "", stderr: "" }
    expect(await checkPythonImports(tree, run)).toEqual({ looked: 0, failures: [] })
  })

  const site = mkdtempSync(join(tmpdir(), "strata-imports-"))
  afterAll(() => rmSync(site, { recursive: true, force: true }))

  it.skipIf(!hasPython)(`imports what distributions brought, each by itself${whyNoPython}`, async () => {
    const write = (path: string, content: string): void => {
      mkdirSync(dirname(join(site, path)), { recursive: true })
      writeFileSync(join(site, path), content)
    }
    const distribution = (name: string, record: string, topLevel?: string): void => {
      write(`${name}-1.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: 1\n`)
      write(`${name}-1.dist-info/RECORD`, record)
      if (topLevel !== undefined) write(`${name}-1.dist-info/top_level.txt`, topLevel)
    }
    // It names a module that it does not bring, as Debian's setuptools does.
    distribution("good", "good/__init__.py,,\n", "good\nelsewhere\n")
    write("good/__init__.py", "")
    distribution("bad", "bad/__init__.py,,\n")
    write("bad/__init__.py", "import nothing_of_that_name\n")
    distribution("dying", "dying.py,,\n")
    write("dying.py", "import os; os.abort()\n")
    // The first import stands still, as one does on a machine that does; the other always hangs.
    distribution("slow", "slow.py,,\n")
    write(
      "slow.py",
      "import os, time\nif not os.path.exists(__file__ + '.seen'):\n  open(__file__ + '.seen', 'w')\n  time.sleep(9)\n",
    )
    distribution("hanging", "hanging.py,,\n")
    write("hanging.py", "import time; time.sleep(9)\n")
    distribution("lost", "lost/__init__.py,,\n", "lost\n")
    // Debian's Pivy names `gui`, which its package leaves out, and lists no files.
    write("pivy.egg-info/PKG-INFO", "Metadata-Version: 2.1\nName: pivy\nVersion: 1\n")
    write("pivy.egg-info/top_level.txt", "gui\npivy\n")
    write("pivy/__init__.py", "raise ImportError('no Coin')\n")

    const run: RunInImage = async ([, , script = ""]) => {
      const alone = `import sys; sys.path[:0] = [${JSON.stringify(site)}]\n${script.replace("alarm(120)", "alarm(1)")}`
      const { status, stdout, stderr } = spawnSync("python3", ["-I", "-S", "-c", alone], { encoding: "utf8" })
      return { exitCode: status ?? -1, stdout, stderr }
    }
    const found = await checkPythonImports(makeTree([[python("usr/bin/python3")]]), run)
    expect(found.looked).toBe(7)
    expect(found.failures.map(({ owner, cause }) => `${owner}: ${cause}`).sort()).toEqual([
      "bad: ModuleNotFoundError: No module named 'nothing_of_that_name'",
      "dying: it was ended by signal 6",
      "hanging: it was ended by signal 14",
      "lost: ModuleNotFoundError: No module named 'lost'",
      "pivy: ImportError: no Coin",
    ])
  })
})
