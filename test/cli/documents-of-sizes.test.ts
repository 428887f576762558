import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { checkSchema } from "../../lib/budget/index.ts"
import { historyDocument } from "../../lib/cli/documents/history.ts"
import { main } from "../../lib/cli/main.ts"
import { diffSchema, ledgerDocument } from "../../lib/ledger/index.ts"
import { toInspection } from "../../lib/report/inspection.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"
import { strata } from "./strata.ts"

/* `diff`, `check` and `history` on JSON files, which need no image and no engine. */
let folder = ""
const make = (ref: string, bytes: number) => makeLedger({ ref, rows: [{ path: "usr/x", bytes, category: "cache" }] })
const at = (name: string): string => join(folder, name)
const write = (name: string, value: unknown): void => writeFileSync(at(name), JSON.stringify(value))

/** The command line in this process, with names of files in the folder. A process for each would take a minute. */
async function run(command: string, ...args: string[]) {
  const written = { stdout: "", stderr: "" }
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += text
      return true
    }),
  )
  const inFolder = (arg: string): string =>
    arg.replace(/^(--\w+=)?([\w.-]+\.(?:jsonl?|svg))$/, (_, option = "", name) => option + at(name))
  try {
    const status = await main([command, ...args.map(inFolder)])
    return { status, ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-sizes-"))
  write("a.json", ledgerDocument(make("app:1", 1000)))
  write("b.json", ledgerDocument(make("app:2", 1500)))
  write("inspection.json", toInspection(make("app:2", 1500)))
  write("budget.json", { total: "1.5 kB", growth: { baseline: "a.json", total: "60 %" } })
  write("tight.json", { categories: { cache: 0 }, total: { compressed: "1 GB" } })
})
afterAll(() => rmSync(folder, { recursive: true }))

describe("strata diff", () => {
  it("compares ledgers", async () => {
    const { status, stdout, stderr } = await run("diff", "a.json", "b.json")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toContain("app:1 -> app:2\n  unpacked  ")
    expect(stdout).toContain("+500 B (+50 %)")
    expect(
      diffSchema.parse(JSON.parse((await run("diff", "a.json", "b.json", "--json")).stdout)).after.unpackedBytes,
    ).toBe(1500)
    expect((await run("diff", "a.json", "b.json", "--markdown")).stdout).toContain("### `app:2`")
  })

  it("says what is wrong with a file", async () => {
    const { status, stderr } = await run("diff", "a.json", "inspection.json")
    expect(status).toBe(2)
    expect(stderr).toContain("inspection.json is no ledger: ")
    expect((await run("diff", "a.json", "nowhere.json")).stderr).toContain("cannot read the ledger: ENOENT")
    expect((await run("diff", "a.json", "b.json", "--top=0")).stderr).toContain(
      "--top wants a number from 1 on, not '0'",
    )
  })
})

describe("strata check", () => {
  it("ends with 0 where all limits are kept, with 1 where one is not or cannot be measured", async () => {
    const good = await run("check", "inspection.json", "--budget=budget.json")
    expect([good.status, good.stderr]).toEqual([0, ""])
    expect(good.stdout).toContain("app:2 against app:1\n  ok ")
    const bad = await run("check", "b.json", "--budget=tight.json", "--json")
    expect(bad.status).toBe(1)
    expect(checkSchema.parse(JSON.parse(bad.stdout)).checks.map(({ verdict }) => verdict)).toEqual(["missing", "over"])
    expect((await run("check", "b.json", "--budget=tight.json", "--markdown")).stdout).toContain(
      "2 of 2 limits are not kept",
    )
  })

  it("takes another baseline, and finds that of the budget beside it", async () => {
    expect((await run("check", "b.json", "--budget=budget.json", "--baseline=b.json")).stdout).toContain("0 B (0.0 %)")
    expect(strata(["check", at("b.json"), `--budget=${at("budget.json")}`]).status).toBe(0)
  })

  it("says what is wrong with a budget", async () => {
    write("wrong.json", { packages: { "dpkg:x": "much" } })
    const { status, stderr } = await run("check", "b.json", "--budget=wrong.json")
    expect(status).toBe(2)
    expect(stderr).toContain("wrong.json is no budget: packages.dpkg:x: is no size such as '3.5 GB' or '200 MiB'")
    write("wrong.json", { total: { compresed: 1 } })
    expect((await run("check", "b.json", "--budget=wrong.json")).stderr).toContain(
      'total: Unrecognized key: "compresed"',
    )
    write("wrong.json", { categories: { chache: 1 } })
    expect((await run("check", "b.json", "--budget=wrong.json")).stderr).toContain("chache")
    writeFileSync(at("wrong.json"), "{")
    expect((await run("check", "b.json", "--budget=wrong.json")).stderr).toContain("wrong.json is no budget")
    expect((await run("check", "b.json", "--budget=nowhere.json")).stderr).toContain("cannot read the budget: ENOENT")
    write("other.json", { format: "strata.error" })
    expect((await run("check", "other.json", "--budget=budget.json")).stderr).toContain("its format is 'strata.error'")
  })
})

describe("strata history", () => {
  it("adds builds and shows how images went", async () => {
    const file = "--file=h.jsonl"
    expect((await run("history", file)).stderr).toContain("h.jsonl has no builds yet")
    expect((await run("history", file, "--add=a.json", "--name=app", "--label=v1", "--json")).status).toBe(0)
    const { status, stdout } = await run(
      "history",
      file,
      "--add=inspection.json",
      "--name=app",
      "--label=v2",
      "--svg=h.svg",
    )
    expect(status).toBe(0)
    expect(stdout).toMatch(/^app\n.*\n.* 1 kB .*v1\n.* \+500 B .*v2\n {2}▁█ {2}1 kB to 1.5 kB\n$/)
    const { images } = historyDocument.parse(JSON.parse((await run("history", file, "--json", "--last=1")).stdout))
    expect(images.map(({ image, builds }) => [image, builds.map(({ changeBytes }) => changeBytes)])).toEqual([
      ["app", [500]],
    ])
    expect(readFileSync(at("h.svg"), "utf8")).toContain("</svg>")
    expect((await run("history", file, "--image=ap")).stderr).toContain("it has app")
    expect((await run("history", file, "--add=a.json", "--add=b.json", "--name=x")).status).toBe(2)
  })
})
