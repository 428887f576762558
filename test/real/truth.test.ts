import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Question } from "../../bench/inspect/truth/ask.ts"
import { buildForeign } from "../../bench/inspect/truth/build-foreign.ts"
import { checkImage } from "../../bench/inspect/truth/check-image.ts"
import { type Truth, unexplained } from "../../bench/inspect/truth/truth.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const hasTools = ["python3", "tar", "unshare"].every((tool) => spawnSync(tool, ["--version"]).status === 0)
const why = hasTools ? whyNot : "(skipped: python3, GNU tar or unshare is not installed)"

const fileOf = (name: string): string => join(import.meta.dirname, "truth", name, "Dockerfile")
const tagOf = (name: string): string => `strata-test-truth-${name}:1`
const python = (interpreter: string): Question => ({ of: "python", interpreter })

/** The quickest of what bench/inspect/truth.ts does with ten images: one built from each of these folders. */
describe.skipIf(!(canBuild && hasTools))(`inspect against other programs ${why}`, () => {
  let engine: Engine
  const tags: string[] = []

  async function build(name: string, target?: string): Promise<string> {
    const tag = tagOf(target ?? name)
    tags.push(tag)
    await buildForeign(engine, fileOf(name), tag, target)
    return tag
  }

  beforeAll(async () => {
    engine = await openEngine({ choice: "embedded", store: "classic" })
  })
  afterAll(async () => {
    await engine?.docker(["image", "rm", ...tags])
  })

  function expectTrue(truth: Truth): void {
    expect(unexplained(truth)).toEqual([])
    const [first, ...others] = truth.oracles.map(({ entries, bytes }) => ({ entries, bytes }))
    expect(first).toEqual({ entries: truth.entries, bytes: truth.unpackedBytes })
    expect(others[0]).toEqual(first)
  }

  it("odd names, every kind of entry, and what later layers replace, link and delete", async () => {
    const truth = await checkImage(engine, await build("odd"), [])
    expect(truth.oracles.map(({ name, unexplained, classes }) => ({ name, unexplained, classes }))).toEqual(
      ["Python's tarfile", "GNU tar", "mounted root", "strata inspect --json"].map((name) => ({
        name,
        unexplained: [],
        classes: [],
      })),
    )
    expect(truth.unpackedBytes).toBeGreaterThan(truth.visibleBytes)
  })

  it("virtual environments, pip's leavings, an upgrade, chown and a removed package in later layers", async () => {
    const questions: readonly Question[] = [
      { of: "dpkg" },
      python("/usr/bin/python3"),
      python("/opt/venv/bin/python"),
      { of: "python", interpreter: "/usr/bin/python3", sites: ["/app/vendor"] },
    ]
    const truth = await checkImage(engine, await build("python"), questions)
    expectTrue(truth)
    expect(truth.ecosystems.map(({ ecosystem }) => ecosystem)).toEqual(["dpkg", "python"])
    for (const { files, listedBytes, sameBytes, earlierBytes } of truth.ecosystems) {
      expect(files).toBeGreaterThan(500)
      // Some of Python's distributions are Debian's.
      expect(sameBytes + earlierBytes).toBe(listedBytes)
    }
  })

  it("an image without dpkg: what its archives hold", async () => {
    const packages = await build("distroless", "packages")
    const truth = await checkImage(engine, await build("distroless"), [
      { of: "debs", image: packages, folder: "/debs" },
    ])
    expectTrue(truth)
    expect(truth.ecosystems).toMatchObject([{ ecosystem: "dpkg", packages: 7 }])
    expect(truth.others.classes).toHaveLength(1)
  })
})
