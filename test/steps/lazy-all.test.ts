import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { lazyInstaller } from "../../lib/steps/lazy/index.ts"
import { hasTools, sha256 } from "./lazy-archives.ts"
import { type LazyMachine, lazyMachine, shells } from "./lazy-machine.ts"
import { type LazyServer, lazyServer } from "./lazy-server.ts"

const ready = hasTools("curl", "flock", "bash")
const why = ready ? "" : " (skipped: curl, flock or bash is missing)"

describe.skipIf(!ready).each(shells)(`install-all, run by %s${why}`, (shell) => {
  let server: LazyServer
  let machine: LazyMachine

  const model = (name: string, diskBytes: number) => {
    const content = Buffer.from(name)
    server.paths.set(`/${name}`, { content })
    return lazyInstaller({
      name,
      summary: `Model ${name}`,
      diskBytes,
      scope: "system",
      source: { kind: "file", url: `${server.url}/${name}`, sha256: sha256(content), to: `/srv/${name}` },
    })
  }

  beforeAll(async () => {
    server = await lazyServer()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    machine = lazyMachine(shell, model("one", 2e6), model("two", 3e6), model("three", 4e6))
  })
  afterEach(() => machine.remove())

  it("lists what there is, and installs nothing of its own accord", async () => {
    const { code, out } = await machine.run("install-all")
    expect(code).toBe(0)
    expect(out.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["absent", "2 MB", "one", "Model one"],
      ["absent", "4 MB", "three", "Model three"],
      ["absent", "3 MB", "two", "Model two"],
      [""],
    ])
    expect(machine.list("/srv")).toEqual([])
  })

  it("installs all, or some, and removes them", async () => {
    expect(await machine.run("install-all", ["two", "--yes"])).toMatchObject({ code: 0, err: "" })
    expect(machine.list("/srv")).toEqual(["two"])
    expect((await machine.run("install-all", ["--status"])).code).toBe(1)
    expect((await machine.run("install-all", ["--status", "two"])).code).toBe(0)
    expect(await machine.run("install-all", ["--all", "--yes"])).toMatchObject({ code: 0, err: "" })
    expect(machine.list("/srv")).toEqual(["one", "three", "two"])
    expect((await machine.run("install-all", ["--status"])).code).toBe(0)
    expect((await machine.run("install-all", ["--uninstall"])).code).toBe(2)
    expect(await machine.run("install-all", ["--uninstall", "--all"])).toMatchObject({ code: 0, err: "" })
    expect(machine.list("/srv")).toEqual([])
  })

  it("goes on after one that fails, and says so in the end", async () => {
    server.paths.delete("/three")
    const { code, err } = await machine.run("install-all", ["--all", "--yes"])
    expect(code).toBe(3)
    expect(err).toContain("install-three")
    expect(machine.list("/srv")).toEqual(["one", "two"])
  })

  it("knows its names", async () => {
    const { code, err } = await machine.run("install-all", ["four", "--yes"])
    expect(code).toBe(2)
    expect(err).toContain("one\nthree\ntwo")
    expect((await machine.run("install-all", ["all"])).code).toBe(2)
  })
})
