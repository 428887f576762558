import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { shownEntries } from "../../lib/verify/checks/shown-entries.ts"
import { checkDesktopStarts, readStarts } from "../../lib/verify/live/desktop-starts.ts"
import type { RunInImage } from "../../lib/verify/live/run-in-image.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
import { makeTree } from "./make-tree.ts"

const folder = mkdtempSync(join(tmpdir(), "strata-starts-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** This machine's shell does what the image's would. */
const run: RunInImage = async ([program = "", ...args]) => {
  const env = { PATH: process.env.PATH, TMPDIR: folder, DBUS_SYSTEM_BUS_ADDRESS: "none" }
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env })
  return { exitCode: status ?? -1, stdout, stderr }
}

const entry = (name: string, exec: string, more = ""): FileEntry => ({
  path: `usr/share/applications/${name}.desktop`,
  content: `[Desktop Entry]\nExec=${exec}\n${more}`,
})
const tree = (...entries: readonly FileEntry[]) =>
  makeTree([[{ path: "usr/bin/sh", content: "x", mode: 0o755 }, ...entries]], { env: ["PATH=/usr/bin"] })

describe("starting what desktop entries start", () => {
  it("lets what lives live, and says what ended badly and why", async () => {
    const image = tree(
      entry("alive", `sh -c "echo \\\\$DISPLAY >&2; sleep 60" %U`),
      entry("done", "sh -c true"),
      entry("bad", `sh -c "echo it cannot; exit 3" %f`),
      entry("plugin", `sh -c "echo libx.so: cannot open shared object file; sleep 60"`),
      entry("driver", `sh -c "echo libnvidia-encode.so.1: cannot open shared object file; sleep 60"`),
      entry("terminal", "sh -c false", "Terminal=true\n"),
      entry("hidden", "sh -c false", "NoDisplay=true\n"),
      entry("gone", "nothing"),
      entry("asks", "dbus-send --print-reply --dest=org.Session /org/Session"),
      { path: "usr/bin/dbus-send", content: "x", mode: 0o755 },
    )
    const found = await checkDesktopStarts(image, run, { seconds: 2 }, ":99")
    expect(found).toEqual({
      looked: 5,
      failures: [
        {
          key: "start /usr/share/applications/bad.desktop",
          message: "/usr/share/applications/bad.desktop: 'sh -c echo it cannot; exit 3' ended with exit code 3",
          cause: "it cannot",
        },
        {
          key: "start /usr/share/applications/plugin.desktop",
          message:
            "/usr/share/applications/plugin.desktop: 'sh -c echo libx.so: cannot open shared object file; sleep 60' misses a library",
          cause: "libx.so: cannot open shared object file",
        },
      ],
    })
    // Nothing that it started is left.
    const left = readdirSync("/proc").flatMap((pid) => {
      const { stdout } = /^\d+$/.test(pid)
        ? spawnSync("cat", [`/proc/${pid}/environ`], { encoding: "utf8" })
        : { stdout: "" }
      return stdout.includes(`HOME=${folder}`) && stdout.includes("DISPLAY=:99") ? [pid] : []
    })
    expect(left).toEqual([])
  })

  it("says why it was not done", async () => {
    const image = tree(entry("a", "sh"))
    const skipped = async (...more: readonly [RunInImage | undefined, { seconds: number } | undefined]) =>
      (await checkDesktopStarts(image, ...more)).skipped
    expect(await skipped(run, undefined)).toMatch(/nobody asked/)
    expect(await skipped(undefined, { seconds: 1 })).toMatch(/no engine/)
    expect(await skipped(run, { seconds: 1 })).toMatch(/no Xvfb and no Xorg/)
  })

  it("fails for what the container did not come to", async () => {
    const ended: RunInImage = async () => ({ exitCode: 137, stdout: "@strata 0 alive\n", stderr: "" })
    const found = await checkDesktopStarts(tree(entry("a", "sh"), entry("b", "sh")), ended, { seconds: 1 }, ":1")
    expect(found.failures.map(({ message }) => message)).toEqual([
      "/usr/share/applications/b.desktop: 'sh' was not started: the container ended before",
    ])
  })

  it("reads states and what was printed, whatever that is", () => {
    expect(readStarts("noise\n@strata 0 alive\n  a\n  @strata 9 1\n@strata 1 127\n")).toEqual([
      { number: 0, exitCode: undefined, said: ["a", "@strata 9 1"] },
      { number: 1, exitCode: 127, said: [] },
    ])
  })
})

describe("the words of Exec", () => {
  it.each([
    ["tool %U", ["tool"]],
    [`"/opt/my tool/bin" "a \\"b" %f`, ["/opt/my tool/bin", `a "b`]],
    ["env A=1 tool 100%%", ["env", "A=1", "tool", "100%"]],
  ])("%s", (exec, words) => {
    expect(shownEntries(tree(entry("x", exec)))[0]?.words).toEqual(words)
  })
})
