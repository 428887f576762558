import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { commands } from "../../lib/cli/commands/index.ts"

const root = join(import.meta.dirname, "../..")
const folder = mkdtempSync(join(tmpdir(), "strata-cli-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the real program. */
function strata(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "bin/strata.js"), ...args], {
    cwd: options.cwd ?? root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", ...options.env },
  })
  return { code: status, out: stdout, err: stderr }
}

function write(name: string, content: string): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

describe("help", () => {
  it("lists every command, and every command has examples", () => {
    const { code, out } = strata(["--help"])
    expect(code).toBe(0)
    for (const { name } of commands) expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, "m"))
    for (const { name } of commands) expect(strata([name, "--help"]).out).toContain("Examples:\n  ")
  })

  it("prints the package's version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }
    expect(strata(["--version"]).out.trim()).toBe(version)
  })
})

describe("wrong use ends with exit code 2 and names what was meant", () => {
  it.each([
    [["buld"], "Did you mean 'build'?"],
    [["build", "base", "--varant=x"], "Did you mean '--variant'?"],
    [["build", "base", "--engine=dockr"], "embedded"],
    [["build"], "<image> is missing"],
    [["build", "base", "--variant=sever"], "'server'"],
    [["print", "base", "--os=debian21"], "debian12"],
    [["print", "bas"], "'base'"],
    [["print", "./no-such-file.ts"], "no module './no-such-file.ts'"],
    [["build", "base", "--output=tar:x"], "oci:DIR"],
    [["build", "base", "--variant=server", "--cache-to=gha"], "local:DIR"],
    [["build", "base", "--variant=server", "--all-variants"], "leave one of them out"],
    [["completion", "bsh"], "'bash'"],
  ])("%j", (args, message) => {
    const { code, out, err } = strata(args)
    expect(err).toContain(message)
    expect(code).toBe(2)
    expect(out).toBe("")
  })

  it("ends with 3 where no engine can be used, with the remedy", () => {
    const { code, err } = strata(["build", "base", "--variant=server", "--os=debian12", "--engine=docker"], {
      env: { DOCKER_HOST: "unix:///nowhere.sock" },
    })
    expect(err).toContain("error[engine-unavailable]")
    expect(err).toContain("fix:")
    expect(code).toBe(3)
  })
})

describe("print", () => {
  it("gives the same Dockerfile every time, and says which defaults it took on standard error", () => {
    const first = strata(["print", "base"])
    expect(first.code).toBe(0)
    expect(first.err).toContain("taking --variant=desktop (of desktop, minimal, server) and --os=ubuntu22.04")
    expect(first.out).toBe(strata(["print", "base", "--variant=desktop", "--os=ubuntu22.04"]).out)
    expect(first.out).toBe(readFileSync(join(root, "test/golden/carbon-base/desktop-ubuntu22.04.Dockerfile"), "utf8"))
  })

  it("gives the definition and a bake file as JSON", () => {
    expect(JSON.parse(strata(["print", "base", "--format=ir", "--variant=server", "--os=debian12"]).out)).toMatchObject(
      { format: "strata.image", variant: "server" },
    )
    const bake = JSON.parse(strata(["print", "base", "--format=bake", "--os=debian12"]).out) as {
      group: Record<string, { targets: string[] }>
    }
    expect(bake.group.debian12?.targets).toEqual([
      "carbon-base-desktop-debian12",
      "carbon-base-minimal-debian12",
      "carbon-base-server-debian12",
    ])
  })

  it("writes files that a user can leave with", () => {
    const out = join(folder, "ejected")
    expect(strata(["print", "base", "--os=debian12", "--out", out]).code).toBe(0)
    expect(readdirSync(out).sort()).toEqual([
      "carbon-base-desktop-debian12.Dockerfile",
      "carbon-base-minimal-debian12.Dockerfile",
      "carbon-base-server-debian12.Dockerfile",
      "docker-bake.json",
    ])
  })
})

describe("users' files", () => {
  it("are found by path from any folder, and their lines are the origins", () => {
    const file = write(
      "mine.ts",
      `import { apt, image } from "strata-images"\n\nexport default image("mine", { os: "debian12" })\n  .with(\n    apt("git"),\n  )\n`,
    )
    const { code, out } = strata(["print", file, "--format=ir"], { cwd: folder })
    expect(code).toBe(0)
    const image = JSON.parse(out) as { stages: { ops: { origin: { step: string; at: object } }[] }[] }
    expect(image.stages[0]?.ops[1]?.origin).toMatchObject({ step: "apt(git)", at: { file: "mine.ts", line: 5 } })
  })

  it.each([
    [
      "throws.ts",
      `const x = 1\nthrow new Error("my own mistake")\nexport default x\n`,
      "my own mistake",
      "throws.ts:2",
    ],
    ["none.ts", "export const x = 1\n", "the default export is not an image", "none.ts"],
    [
      "wrong.ts",
      `import { apt, image } from "strata-images"\nexport default image("x", { os: "debian12" }).with(apt("cmake" as string))\n`,
      "build tools have no place",
      "wrong.ts:2",
    ],
    ["syntax.ts", "export default (\n", "cannot be loaded", "syntax.ts:2"],
  ])("%s: what is wrong in them is said with its line", (name, content, message, place) => {
    const { code, err } = strata(["print", write(name, content)], { cwd: folder })
    expect(err).toContain(message)
    expect(err).toContain(place)
    expect(code).toBe(2)
  })

  it("a configuration that is wrong is named with its key", () => {
    write("strata.config.ts", `export default { images: { a: 1 }, imges: {} }\n`)
    const { code, err } = strata(["images"], { cwd: folder })
    expect(err).toContain("images.a")
    expect(err).toContain("imges")
    expect(code).toBe(2)
    rmSync(join(folder, "strata.config.ts"))
  })
})

describe("--json", () => {
  it("prints one document on standard output, for an error too", () => {
    expect(JSON.parse(strata(["images", "--json"]).out)).toMatchObject({
      format: "strata.images",
      images: [{ name: "base" }],
    })
    expect(JSON.parse(strata(["build", "base", "--variant=sever", "--json"]).out)).toMatchObject({
      format: "strata.error",
      problems: [{ code: "unknown-variant" }],
    })
    expect(JSON.parse(strata(["doctor", "--json"]).out)).toMatchObject({ format: "strata.doctor" })
  })
})

describe("init", () => {
  it("writes an image that compiles, and never over a file", () => {
    const fresh = join(folder, "fresh")
    expect(strata(["init", fresh]).code).toBe(0)
    expect(strata(["print", "image"], { cwd: fresh }).out).toContain("FROM debian:bookworm-slim AS runtime")
    const again = strata(["init", fresh])
    expect(again.err).toContain("there already")
    expect(again.code).toBe(3)
  })
})

describe("completion", () => {
  const bash = existsSync("/bin/bash")
  it.skipIf(!bash)("completes commands, images, options and their values in a real bash", () => {
    const complete = (line: string): readonly string[] => {
      const script = `
        strata() { "${process.execPath}" "${join(root, "bin/strata.js")}" "$@"; }
        eval "$(strata completion bash)"
        COMP_LINE='${line}' COMP_POINT=${line.length} COMPREPLY=()
        compopt() { :; }
        _strata
        printf '%s\\n' "\${COMPREPLY[@]}"`
      return spawnSync("bash", ["-c", script], { cwd: root, encoding: "utf8" }).stdout.trim().split("\n")
    }
    expect(complete("strata bu")).toEqual(["build"])
    expect(complete("strata build ba")).toEqual(["base"])
    expect(complete("strata build base --var")).toEqual(["--variant="])
    expect(complete("strata build base --variant=s")).toEqual(["server"])
    expect(complete("strata build base --engine=e")).toEqual(["embedded"])
  })
})
