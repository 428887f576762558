import { describe, expect, it } from "vitest"
import { checkPythonImports } from "../../lib/verify/live/python-imports.ts"
import type { RunInImage } from "../../lib/verify/live/run-in-image.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
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
      const lines = [imported("a", null), imported("gpu", "OSError: libcuda.so.1: no"), imported("b", "ImportError: x")]
      return { exitCode: 0, stdout: interpreter.startsWith("/opt") ? lines.join("\n") : "", stderr: "" }
    }
    const found = await checkPythonImports(tree, run)
    expect(found.looked).toBe(3)
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

  it("without pip in an environment says nothing of pip", async () => {
    const run: RunInImage = async (command) =>
      command.includes("pip")
        ? { exitCode: 1, stdout: "", stderr: "/opt/venv/bin/python3: No module named pip" }
        : { exitCode: 0, stdout: "", stderr: "" }
    expect(await checkPythonImports(tree, run)).toEqual({ looked: 0, failures: [] })
  })
})
