import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { main } from "../../lib/cli/main.ts"
import { decodeLedger } from "../../lib/ledger/decode-ledger.ts"
import { encodeLedger } from "../../lib/ledger/index.ts"
import { archiveOf } from "../store/archive-of.ts"

let folder = ""
const at = (name: string): string => join(folder, name)
const ledgers = (): readonly string[] => readdirSync(at("strata/ledgers"))

/** What the command line prints, or what it says instead; `@` in an argument is the folder. */
async function printed(...args: readonly string[]): Promise<string> {
  const text = { stdout: "", stderr: "" }
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((part) => {
      text[stream] += part
      return true
    }),
  )
  try {
    await main(args.map((arg) => arg.replace("@", `${folder}/`)))
    return text.stdout || text.stderr
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

async function sizeOf(...options: readonly string[]): Promise<number> {
  return JSON.parse(await printed("inspect", "@image.tar", "--json", ...options)).unpackedBytes
}

/** Puts another size into everything that is kept, so that it shows where it is read. */
function mark(bytes: number): void {
  for (const name of ledgers()) {
    const file = at(`strata/ledgers/${name}`)
    const content = decodeLedger(Uint8Array.from(readFileSync(file)))
    content.ledger.rows.bytes[0] = bytes
    writeFileSync(file, encodeLedger(content))
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-again-"))
  vi.stubEnv("XDG_CACHE_HOME", folder)
  writeFileSync(at("image.tar"), archiveOf([{ "etc/a": "x".repeat(700), "etc/os-release": 'ID="debian"\n' }]))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe("a second look at an image", () => {
  it("reads what the first kept, and not the image", async () => {
    expect(await sizeOf()).toBe(712)
    mark(1_000_000)
    expect(await sizeOf()).toBe(1_000_012)
    expect(await printed("diff", "@image.tar", "@image.tar", "--json")).toContain('"unpackedBytes": 1000012')
    expect(ledgers()).toHaveLength(1)
  })

  it("reads the image with --no-cache, and keeps nothing", async () => {
    await sizeOf()
    mark(1_000_000)
    expect(await sizeOf("--no-cache")).toBe(712)
    expect(await sizeOf()).toBe(1_000_012)
    rmSync(at("strata"), { recursive: true })
    await sizeOf("--no-cache")
    expect(readdirSync(folder)).toEqual(["image.tar"])
  })

  it("reads the image where more is asked for than was looked at", async () => {
    await sizeOf()
    mark(1_000_000)
    expect(await sizeOf("--contents")).toBe(712)
    expect(await sizeOf("--gpu=sm_86")).toBe(712)
    expect(ledgers()).toHaveLength(3)
    mark(2_000_000)
    expect(await sizeOf("--contents")).toBe(2_000_012)
    expect(await sizeOf("--gpu=sm_86")).toBe(2_000_012)
    expect(await sizeOf("--gpu=sm_80")).toBe(712)
  })

  it("reads an archive that was written again, though its digests, size and name are the same", async () => {
    const real = archiveOf([{ "etc/a": "x".repeat(700) }])
    // Says the digests of the real one and has a file of another size, in as many bytes.
    const liar = Buffer.from(real)
    const digest = archiveOf([{ "etc/a": "x".repeat(600) }])
    digest.copy(liar, digest.indexOf("etc/a"), digest.indexOf("etc/a"), digest.indexOf("etc/a") + 512)
    writeFileSync(at("image.tar"), liar)
    expect(await sizeOf()).toBe(600)
    writeFileSync(at("image.tar"), real)
    expect(await sizeOf()).toBe(700)
  })

  it("does not read what another version of the rules kept", async () => {
    await sizeOf()
    mark(1_000_000)
    for (const name of ledgers()) {
      const file = at(`strata/ledgers/${name}`)
      const content = decodeLedger(Uint8Array.from(readFileSync(file)))
      writeFileSync(file, encodeLedger({ ...content, writer: `${content.writer}0` }))
    }
    expect(await sizeOf()).toBe(712)
  })
})

describe("a ledger in a file", () => {
  it("stands for the image, in every report", async () => {
    await printed("inspect", "@image.tar", "--ledger=@x.ledger", "--no-cache")
    for (const option of ["--json", "--markdown", "--top=3", "--sbom=spdx"]) {
      const [image, file] = [
        await printed("inspect", "@image.tar", option),
        await printed("inspect", "@x.ledger", option),
      ]
      const stable = (text: string): string => text.replace(/"created": "[^"]*"|"documentNamespace": "[^"]*"/g, "")
      expect(stable(file)).toBe(stable(image))
    }
    expect(await printed("diff", "@x.ledger", "@image.tar")).not.toContain("error")
    writeFileSync(at("budget.json"), JSON.stringify({ total: "1 kB" }))
    expect(await printed("check", "@x.ledger", "--budget=@budget.json", "--json")).toContain('"passed": true')
  })

  it("has no contents to be read", async () => {
    await printed("inspect", "@image.tar", "--ledger=@x.ledger")
    expect(await printed("inspect", "@x.ledger", "--contents")).toContain("error[invalid-option]: --contents and --gpu")
  })

  it("is refused where it is none", async () => {
    writeFileSync(at("x.ledger"), "no ledger, but long enough to be one")
    expect(await printed("inspect", "@x.ledger")).toMatch(/error\[invalid-document\].*does not begin like one/)
    expect(await printed("inspect", "@none.ledger")).toMatch(/error\[invalid-document\].*ENOENT/)
  })
})
