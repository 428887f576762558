import { describe, expect, test } from "vitest"
import { raw, script, sh } from "../../lib/shell/index.ts"
import { printedWords, runShell } from "../support/run-shell.ts"

describe("sh`...`", () => {
  test("makes one word of a string, several of an array, and leaves shell text alone", () => {
    expect(sh`apt-get install ${["a b", "c"]}`.text).toBe("apt-get install 'a b' c")
    expect(sh`rm -rf ${"/tmp/x y"}`.text).toBe("rm -rf '/tmp/x y'")
    expect(sh`sleep ${3}`.text).toBe("sleep 3")
    expect(sh`cd ${"/a b"} && ${sh`echo ${"$HOME"}`} ${raw("> /dev/null")}`.text).toBe(
      "cd '/a b' && echo '$HOME' > /dev/null",
    )
    expect(sh`true ${[]}`.text).toBe("true ")
    expect(sh`nothing to fill in`.text).toBe("nothing to fill in")
  })

  test("keeps backslashes as they are written", () => {
    expect(sh`printf '%s\n' ${"x"}`.text).toBe("printf '%s\\n' x")
  })

  test.each(["sh", "bash"] as const)("is what %s runs", (shell) => {
    const words = ["a b", "it's", "$(id)", "-n", ""]
    const { stdout } = runShell(shell, script(shell, [sh`printf '%s\0' ${words} ${7}`]))
    expect(printedWords(stdout)).toEqual([...words, "7"])
  })
})

describe.each(["sh", "bash"] as const)("script, run by %s", (shell) => {
  const run = (...lines: readonly string[]) => {
    const { code, stdout } = runShell(shell, script(shell, lines.map(raw)))
    return { code, out: stdout.toString() }
  }

  test("runs to its end", () => {
    expect(run("echo one", "echo two")).toEqual({ code: 0, out: "one\ntwo\n" })
  })

  test("stops at the first command that fails", () => {
    expect(run("echo one", "false", "echo two")).toEqual({ code: 1, out: "one\n" })
  })

  test("stops at a variable that is not set", () => {
    expect(run("echo one", 'echo "$STRATA_NOT_SET"', "echo two")).toMatchObject({ out: "one\n" })
    expect(run('echo "$STRATA_NOT_SET"').code).not.toBe(0)
  })

  test("bash, and only bash, sees a failure inside a pipe", () => {
    expect(run("false | true", "echo two").out).toBe(shell === "bash" ? "" : "two\n")
  })
})

test("script leaves out lines that are undefined and ends with a line break", () => {
  expect(script("sh", [raw("a"), undefined, raw("b")])).toBe("set -eu\na\nb\n")
  expect(script("bash", [])).toBe("set -euo pipefail\n")
})
