import { describe, expect, it } from "vitest"
import { structureTestSchema } from "../../lib/verify/index.ts"
import { goMode } from "../../lib/verify/structure-test/go-mode.ts"
import { structureTest } from "../../lib/verify/structure-test/structure-test.ts"
import { makeTree } from "./make-tree.ts"

const any = { shouldExist: true, uid: -1, gid: -1 }

describe("what an image promises for container-structure-test", () => {
  it("is its environment, its commands that no package brought, its menu, what runs as its owner, and lines to run", () => {
    const tree = makeTree(
      [
        [
          { path: "var/lib/dpkg/info/base.list", content: "/usr/bin\n/usr/bin/sudo\n/usr/bin/ls\n" },
          { path: "var/lib/dpkg/info/other.list", content: "/usr/bin\n/usr/bin/cat\n" },
          { path: "usr/bin/sudo", content: "x", mode: 0o4755 },
          { path: "usr/bin/ls", content: "x", mode: 0o755 },
          { path: "usr/bin/cat", content: "x", mode: 0o755 },
          { path: "usr/bin/notes", content: "x", mode: 0o644 },
          { path: "tmp", kind: "directory", mode: 0o1777 },
          { path: "opt/tool/cli.js", content: "x", mode: 0o755 },
          { path: "usr/local/bin/tool", linkTarget: "/opt/tool/cli.js" },
          { path: "usr/share/applications/ls.desktop", content: "[Desktop Entry]\nExec=ls %U\n" },
        ],
      ],
      { env: ["PATH=/usr/local/bin:/usr/bin", "A=b=c"] },
    )
    const made = structureTest(tree, ["tool --version"])
    expect(structureTestSchema.parse(made)).toEqual(made)
    expect(made).toEqual({
      schemaVersion: "2.0.0",
      metadataTest: {
        envVars: [
          { key: "PATH", value: "/usr/local/bin:/usr/bin" },
          { key: "A", value: "b=c" },
        ],
      },
      fileExistenceTests: [
        {
          name: "/usr/bin/sudo runs as its owner",
          path: "/usr/bin/sudo",
          ...any,
          permissions: "urwxr-xr-x",
        },
        { name: "/tmp is everybody's", path: "/tmp", ...any, permissions: "dtrwxrwxrwx" },
        { name: "command tool", path: "/opt/tool/cli.js", ...any },
        { name: "menu ls.desktop", path: "/usr/bin/ls", ...any },
      ],
      commandTests: [{ name: "tool --version", command: "/bin/sh", args: ["-c", "tool --version"], exitCode: 0 }],
    })
  })

  it.each([
    [0o644, false, "-rw-r--r--"],
    [0o755, true, "drwxr-xr-x"],
    [0o2755, false, "grwxr-xr-x"],
    [0o6711, false, "ugrwx--x--x"],
    [0o1777, true, "dtrwxrwxrwx"],
  ])("has modes as Go prints them: %o", (mode, isFolder, text) => {
    expect(goMode(mode, isFolder)).toBe(text)
  })
})
