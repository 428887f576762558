import { describe, expect, it } from "vitest"
import { baselineDocument, baselineSchema, factsOfDocument } from "../../lib/verify/baseline/document.ts"
import { factsOf } from "../../lib/verify/baseline/facts.ts"
import { unasked } from "../../lib/verify/baseline/unasked.ts"
import { checkDependencies } from "../../lib/verify/checks/dependencies/check-dependencies.ts"
import { checkPermissions } from "../../lib/verify/checks/permissions.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
import { makeTree } from "./make-tree.ts"

const site = "usr/local/lib/python3.11/site-packages"
const before: readonly FileEntry[] = [
  { path: "usr", kind: "directory", mode: 0o755 },
  { path: "bin", linkTarget: "usr/bin" },
  { path: "usr/bin/chsh", content: "x", mode: 0o4755 },
  { path: "usr/bin/tool-1", content: "x", mode: 0o755 },
  { path: "usr/bin/tool", linkTarget: "tool-1" },
  { path: "usr/bin/lost", linkTarget: "nobody" },
  { path: "opt/shared", kind: "directory", mode: 0o755 },
  { path: "opt/data", content: "x", mode: 0o644 },
  { path: `${site}/a.py`, content: "" },
  { path: `${site}/a-1.dist-info/METADATA`, content: "Name: a\n" },
]
const tree = makeTree([before])
const none = { commands: [], features: [] }
const saved = () => baselineSchema.parse(JSON.parse(JSON.stringify(baselineDocument("old:1", tree, new Map(), none))))

describe("a baseline of which only the document is left", () => {
  it("says of every path what the image says", () => {
    const [live, kept] = [factsOf(tree), factsOfDocument(saved())]
    const asked = ["/usr/bin/chsh", "/bin/chsh", "/usr/bin/tool", "/usr/bin/lost", "/opt/data", "/usr", "/bin", "/x"]
    expect(asked.map(kept.mode)).toEqual(asked.map(live.mode))
    expect(asked.map((path) => kept.mode(path)?.toString(8))).toEqual([
      "4755",
      "4755",
      "755",
      undefined,
      "644",
      "755",
      undefined,
      undefined,
    ])
    expect(kept.distributions).toEqual(live.distributions)
    expect(kept.distributions).toHaveLength(1)
  })

  it.each([
    ["at hand", () => factsOf(tree)],
    ["a document", () => factsOfDocument(saved())],
  ])("finds what was lost: %s", (_, facts) => {
    const now = makeTree([
      [
        { path: "usr/bin/chsh", content: "x", mode: 0o755 },
        // A link before: what counts is what it led to.
        { path: "usr/bin/tool", content: "x", mode: 0o644 },
        { path: "usr/bin/lost", content: "x", mode: 0o600 },
        { path: "opt/shared", kind: "directory", mode: 0o700 },
        { path: "opt/data", content: "x", mode: 0o600 },
        { path: "opt/new", content: "x", mode: 0o600 },
        { path: `${site}/a.py`, content: "" },
      ],
    ])
    expect(checkPermissions(now, facts()).failures.map(({ message }) => message)).toEqual([
      "/usr/bin/chsh has lost its set-user-ID or set-group-ID bit",
      "/usr/bin/tool has lost its permission to be run",
      "/opt/shared has lost the permission of others to enter it",
      "/opt/data has lost the permission of others to read it",
    ])
    expect(checkDependencies(now, facts()).failures.map(({ message }) => message)).toEqual([
      `/${site}/a.py is there and the metadata of a is not: importlib.metadata and pip do not know it`,
    ])
  })

  it("knows every capability, whichever were asked for", () => {
    const failures = saved().checks.find(({ check }) => check === "capabilities")?.failures ?? []
    expect(failures.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["capability compile gcc", "capability jit:cupy cuda_fp16.h"]),
    )
  })

  it("names what it was not asked and fails now", () => {
    const document = {
      ...saved(),
      asked: { commands: ["a"], features: ["git"] },
      checks: [{ check: "python-imports" as const, looked: 0, failures: [], skipped: "not run" }],
    }
    const failed = (check: "commands" | "features" | "python-imports" | "links", ...keys: readonly string[]) => ({
      check,
      looked: 9,
      known: 0,
      failures: keys.map((key) => ({ key, message: key })),
    })
    const checks = [
      failed("links", "link /x"),
      failed("commands", "command a", "command b"),
      failed("features", "feature git", "feature curl"),
      failed("python-imports", "import x"),
    ]
    expect(unasked(document, { ref: "new:1", checks })).toEqual(["command b", "feature curl", "python-imports"])
  })
})
