import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { installerProgram, type LazyArchive, type LazyInstaller, lazyInstaller } from "../../lib/steps/lazy/index.ts"
import { hasTools, sha256, toolArchive } from "./lazy-archives.ts"
import { home, kill, type LazyMachine, lazyMachine, shells, until } from "./lazy-machine.ts"
import { deadUrl, type LazyServer, lazyServer, type Served } from "./lazy-server.ts"

const needed = ["curl", "xz", "zip", "unzip", "flock", "bash"]
const ready = hasTools(...needed)
const why = ready ? "" : ` (skipped: one of ${needed.join(", ")} is missing)`

const content = ready ? toolArchive("tar.xz") : Buffer.alloc(0)
const desktop = { title: "Tool", exec: "tool --open %F", categories: ["Graphics"] }

interface Given {
  readonly url: string
  readonly scope?: "system" | "user"
  readonly archive?: Buffer
  readonly format?: LazyArchive["format"]
  readonly diskBytes?: number
}

function tool({
  url,
  scope = "system",
  archive = content,
  format = "tar.xz",
  diskBytes = 400_000,
}: Given): LazyInstaller {
  return lazyInstaller({
    name: "tool",
    summary: "A tool's $HOME",
    diskBytes,
    scope,
    desktop,
    source: { kind: "archive", url, sha256: sha256(archive), format, folder: "tool-1", programs: { tool: "bin/tool" } },
  })
}

describe.skipIf(!ready).each(shells)(`an archive's program, run by %s${why}`, (shell) => {
  let server: LazyServer
  let served: Served
  const machines: LazyMachine[] = []

  beforeAll(async () => {
    server = await lazyServer()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    served = { content }
    server.paths.set("/tool", served)
    server.requests.length = 0
  })
  afterEach(() => {
    for (const machine of machines.splice(0)) machine.remove()
  })

  const make = (given: Partial<Given> = {}) => {
    const machine = lazyMachine(shell, tool({ url: `${server.url}/tool`, ...given }))
    machines.push(machine)
    return machine
  }
  const nothingLeft = (machine: LazyMachine) => {
    expect(machine.list("/opt")).toEqual([])
    expect(machine.has("/usr/local/bin/tool")).toBe(false)
  }

  it("says what it does, asks, installs what works, and is idempotent", async () => {
    const machine = make()
    expect(await machine.run("install-tool", ["--status"])).toMatchObject({ code: 1 })
    const first = await machine.run("install-tool", [], { input: "y\n" })
    expect(first).toMatchObject({ code: 0, err: "" })
    for (const said of [
      "A tool's $HOME",
      `${server.url}/tool`,
      machine.path("/opt/tool"),
      "400 kB",
      "800 kB",
      "[y/N]",
    ]) {
      expect(first.out).toContain(said)
    }
    expect((await machine.run("tool", ["works"])).out).toBe("hello works\n")
    expect(machine.list("/opt")).toEqual(["tool", "tool/bin", "tool/bin/tool", "tool/data"])
    expect(machine.list("/var/lib/strata-lazy/tool")).toEqual(["installed", "lock", "owned"])
    const second = await machine.run("install-tool")
    expect(second).toMatchObject({ code: 0, err: "" })
    expect(second.out).toContain("there already")
    expect(await machine.run("install-tool", ["--status"])).toMatchObject({ code: 0 })
    expect(server.requests).toEqual(["/tool 0"])
  })

  it.each(["tar.gz", "zip"] as const)("unpacks %s", async (format) => {
    const archive = toolArchive(format)
    served.content = archive
    const machine = make({ archive, format })
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0, err: "" })
    expect((await machine.run("tool")).out).toBe("hello\n")
  })

  it("stays below ~/.local for a user", async () => {
    const machine = make({ scope: "user" })
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0, err: "" })
    expect((await machine.run(`../../..${home}/.local/bin/tool`)).out).toBe("hello\n")
    expect(machine.has("/opt") || machine.has("/var")).toBe(false)
    expect(machine.list(home).filter((path) => !path.startsWith(".local"))).toEqual([])
    expect(await machine.run("install-tool", ["--uninstall"])).toMatchObject({ code: 0, err: "" })
    expect(machine.list(`${home}/.local`).filter((path) => /tool/.test(path))).toEqual([])
  })

  it("does nothing without a yes", async () => {
    const machine = make()
    expect(await machine.run("install-tool", [], { input: "n\n" })).toMatchObject({ code: 1 })
    expect((await machine.run("install-tool")).code).toBe(2)
    expect((await machine.run("install-tool", ["--bogus"])).code).toBe(2)
    nothingLeft(machine)
    expect(server.requests).toEqual([])
  })

  it("keeps what it has when connections are cut, and goes on there", async () => {
    served.cutAfter = 60_000
    const machine = make()
    const cut = await machine.run("install-tool", ["--yes"])
    expect(cut).toMatchObject({ code: 3 })
    expect(cut.err).toContain("run install-tool again")
    nothingLeft(machine)
    delete served.cutAfter
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0, err: "" })
    // Each try begins where the one before ended: nothing is fetched twice.
    expect(server.requests).toEqual([0, 60_000, 120_000, 180_000].map((first) => `/tool ${first}`))
    expect((await machine.run("tool")).out).toBe("hello\n")
  })

  it("goes on after it was killed in the middle", async () => {
    served.holdAfter = 100_000
    const machine = make()
    const child = machine.start("install-tool", ["--yes"])
    await until(
      () =>
        machine.has("/var/lib/strata-lazy/tool/download") &&
        machine.read("/var/lib/strata-lazy/tool/download").length > 0,
    )
    await kill(child)
    nothingLeft(machine)
    delete served.holdAfter
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
    expect(server.requests[1]).not.toBe("/tool 0")
    expect((await machine.run("tool")).out).toBe("hello\n")
  })

  it("clears away what a kill left half unpacked", async () => {
    const machine = make()
    for (const folder of ["/opt/tool.new/old", "/var/lib/strata-lazy/tool"]) {
      mkdirSync(machine.path(folder), { recursive: true })
    }
    writeFileSync(machine.path("/var/lib/strata-lazy/tool/owned"), "")
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
    expect(machine.list("/opt")).toEqual(["tool", "tool/bin", "tool/bin/tool", "tool/data"])
  })

  it("begins again where a server cannot go on, and where the part is of something else", async () => {
    const machine = make()
    const part = machine.path("/var/lib/strata-lazy/tool/download")
    for (const ranges of [true, false]) {
      served.ranges = ranges
      mkdirSync(machine.path("/var/lib/strata-lazy/tool"), { recursive: true })
      writeFileSync(part, "of an older release")
      expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
      expect((await machine.run("tool")).out).toBe("hello\n")
      expect(await machine.run("install-tool", ["--uninstall"])).toMatchObject({ code: 0 })
    }
    expect(server.requests.filter((request) => request === "/tool 0")).toHaveLength(2)
  })

  it("begins again where the part is longer than the whole", async () => {
    const machine = make()
    mkdirSync(machine.path("/var/lib/strata-lazy/tool"), { recursive: true })
    writeFileSync(machine.path("/var/lib/strata-lazy/tool/download"), Buffer.alloc(content.length + 5))
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
  })

  it("refuses wrong content and keeps none of it", async () => {
    served.content = Buffer.from("<html>login first</html>")
    const machine = make()
    const { code, err } = await machine.run("install-tool", ["--yes"])
    expect(code).toBe(1)
    expect(err).toContain(sha256(content))
    expect(err).toContain(sha256(served.content))
    nothingLeft(machine)
    expect(machine.has("/var/lib/strata-lazy/tool/download")).toBe(false)
  })

  it("refuses an archive without the program that it was made for, and keeps what is there", async () => {
    const machine = make()
    expect((await machine.run("install-tool", ["--yes"])).code).toBe(0)
    const other = lazyInstaller({
      name: "tool",
      summary: "Another release",
      diskBytes: 400_000,
      scope: "system",
      source: {
        kind: "archive",
        url: `${server.url}/tool`,
        sha256: sha256(content),
        format: "tar.xz",
        folder: "tool-1",
        programs: { tool: "bin/gone" },
      },
    })
    writeFileSync(machine.path("/usr/local/bin/install-tool"), installerProgram(other), { mode: 0o755 })
    const { code, err } = await machine.run("install-tool", ["--yes"])
    expect(code).toBe(1)
    expect(err).toContain("has no program bin/gone")
    expect((await machine.run("tool")).out).toBe("hello\n")
    expect(machine.list("/opt")).toEqual(["tool", "tool/bin", "tool/bin/tool", "tool/data"])
  })

  it("says that there is no network", async () => {
    const machine = make({ url: `${await deadUrl()}/tool` })
    const { code, err } = await machine.run("install-tool", ["--yes"])
    expect(code).toBe(3)
    expect(err).toContain("no network")
    nothingLeft(machine)
  })

  it("says that the server has no such thing", async () => {
    const machine = make({ url: `${server.url}/nothing` })
    const { code, err } = await machine.run("install-tool", ["--yes"])
    expect(code).toBe(3)
    expect(err).toContain("does not give")
  })

  it("looks at the disk before it fetches anything", async () => {
    const machine = make({ diskBytes: 4e15 })
    const { code, err } = await machine.run("install-tool", ["--yes"])
    expect(code).toBe(3)
    expect(err).toContain("the disk is too small: 8000000000 MB are needed")
    expect(server.requests).toEqual([])
  })

  it("runs once at a time, and a dead run holds no lock", async () => {
    served.holdAfter = 100_000
    const machine = make()
    const first = machine.start("install-tool", ["--yes"])
    await until(() => server.requests.length > 0)
    const second = await machine.run("install-tool", ["--yes"])
    expect(second.code).toBe(3)
    expect(second.err).toContain("another install-tool is running")
    expect((await machine.run("install-tool", ["--uninstall"])).code).toBe(3)
    await kill(first)
    delete served.holdAfter
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
  })

  it("removes all of it, and says so when there is nothing to remove", async () => {
    const machine = make()
    const before = machine.list("/")
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
    expect(await machine.run("install-tool", ["--uninstall"])).toMatchObject({ code: 0, err: "" })
    nothingLeft(machine)
    const folders = ["opt", "var", "var/lib"]
    expect(machine.list("/")).toEqual([...before, ...folders].sort())
    expect((await machine.run("install-tool", ["--uninstall"])).out).toContain("not installed")
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
  })

  it("removes the part of a run that was cut", async () => {
    served.cutAfter = 10_000
    const machine = make()
    expect((await machine.run("install-tool", ["--yes"])).code).toBe(3)
    expect(await machine.run("install-tool", ["--uninstall"])).toMatchObject({ code: 0 })
    expect(machine.list("/var/lib/strata-lazy")).toEqual([])
  })

  it("leaves alone what is somebody else's", async () => {
    const machine = make()
    mkdirSync(machine.path("/opt/tool"), { recursive: true })
    writeFileSync(machine.path("/opt/tool/mine"), "mine")
    const taken = await machine.run("install-tool", ["--yes"])
    expect(taken).toMatchObject({ code: 1 })
    expect(taken.err).toContain("was not made by install-tool")
    await machine.run("install-tool", ["--uninstall"])
    expect(machine.read("/opt/tool/mine")).toBe("mine")
    rmSync(machine.path("/opt/tool"), { recursive: true })
    writeFileSync(machine.path("/usr/local/bin/tool"), "mine")
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 1 })
    expect(machine.list("/opt")).toEqual([])
    await machine.run("install-tool", ["--uninstall"])
    expect(machine.read("/usr/local/bin/tool")).toBe("mine")
  })

  it("takes another release over an old one", async () => {
    const machine = make()
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0 })
    const archive = toolArchive("tar.xz", "newer")
    served.content = archive
    const next = make({ archive })
    writeFileSync(machine.path("/usr/local/bin/install-tool"), next.read("/usr/local/bin/install-tool"))
    expect((await machine.run("install-tool", ["--status"])).code).toBe(1)
    expect(await machine.run("install-tool", ["--yes"])).toMatchObject({ code: 0, err: "" })
    expect((await machine.run("tool")).out).toBe("newer\n")
    expect(machine.list("/opt")).toEqual(["tool", "tool/bin", "tool/bin/tool", "tool/data"])
  })

  it("offers itself in menus, then starts the program from there", async () => {
    const machine = make()
    const entry = "/usr/local/share/applications/strata-lazy-tool.desktop"
    const offer = machine.read(entry)
    expect(offer).toContain("Exec=/usr/local/bin/install-tool --start\n")
    expect(offer).toContain("Terminal=true\n")
    expect((await machine.run("install-tool", ["--start"], { input: "n\n\n" })).code).toBe(1)
    const started = await machine.run("install-tool", ["--start"], { input: "y\n" })
    expect(started.code, started.err).toBe(0)
    expect(started.out).toMatch(/hello --open\n$/)
    expect(machine.read(entry)).toContain(`Exec=${machine.path("/usr/local/bin/tool")} --open %F\n`)
    expect(machine.read(entry)).toContain("Terminal=false\n")
    await machine.run("install-tool", ["--uninstall"])
    expect(machine.read(entry)).toBe(offer)
  })

  it("hides the offer for the user who installed it", async () => {
    const machine = make({ scope: "user" })
    const own = `${home}/.local/share/applications/strata-lazy-tool.desktop`
    await machine.run("install-tool", ["--yes"])
    expect(machine.read(own)).toContain("Terminal=false\n")
    await machine.run("install-tool", ["--uninstall"])
    expect(machine.has(own)).toBe(false)
    expect(machine.has("/usr/local/share/applications/strata-lazy-tool.desktop")).toBe(true)
  })
})
