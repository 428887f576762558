import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { lazyInstaller } from "../../lib/steps/lazy/index.ts"
import { hasTools } from "./lazy-archives.ts"
import { aptEnvironment, serveDebs } from "./lazy-deb.ts"
import { kill, type LazyMachine, lazyMachine, type Ran, shells, until } from "./lazy-machine.ts"
import { deadUrl, type LazyServer, lazyServer } from "./lazy-server.ts"

// dpkg gives files their owner, which only root may.
const ready = hasTools("apt-get", "dpkg-deb", "flock", "bash") && process.getuid?.() === 0
const why = ready ? "" : " (skipped: not root, or apt, dpkg-deb, flock or bash is missing)"

describe.skipIf(!ready).each(shells)(`apt's program, run by %s with the real apt and dpkg${why}`, (shell) => {
  let server: LazyServer
  let machine: LazyMachine
  let env: Readonly<Record<string, string>>

  beforeAll(async () => {
    server = await lazyServer()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    serveDebs(server, [
      { name: "game", version: "2.0-1", depends: "game-data, libgame++", configured: true },
      { name: "game-data", version: "2.0-1" },
      { name: "libgame++", version: "1" },
      { name: "level-editor", version: "1", depends: "game-data" },
    ])
    server.requests.length = 0
    machine = lazyMachine(
      shell,
      installer("game", ["game"]),
      installer("editor", ["level-editor"]),
      installer("old", ["game=1.0-1"]),
    )
    env = aptEnvironment(machine, server.url)
  })
  afterEach(() => machine.remove())

  const installer = (name: string, packages: readonly string[]) =>
    lazyInstaller({
      name,
      summary: "A game",
      diskBytes: 40_000,
      scope: "system",
      source: { kind: "apt", packages },
      desktop: { title: "Game", exec: "game", entry: `${name}.desktop` },
    })
  const run = (program: string, ...args: readonly string[]): Promise<Ran> => machine.run(program, args, { env })
  const packages = () => machine.read("/var/lib/dpkg/status").match(/(?<=^Package: ).*/gm) ?? []

  it.each([
    ["editor", "game"],
    ["game", "editor"],
  ])("removes all that share a package, %s installed before %s", async (...names) => {
    for (const name of names) expect((await run("install-all", name, "--yes")).code).toBe(0)
    const { code, err } = await run("install-all", "--all", "--uninstall")
    expect(code, err).toBe(0)
    expect(packages()).toEqual([])
  })

  it("removes what nobody needs, and says what needs the rest", async () => {
    expect((await run("install-all", "editor", "--yes")).code).toBe(0)
    expect((await run("install-all", "game", "--yes")).code).toBe(0)
    const { code, err } = await run("install-all", "editor", "old", "--uninstall")
    expect(code).toBe(1)
    expect(err).toContain("these were installed later and need it, remove them first: game")
    expect(packages()).toContain("level-editor")
  })

  it("installs, is idempotent, removes what it brought and leaves apt's own folders as they were", async () => {
    const before = machine.list("/").filter((path) => /^var\/(lib|cache)\/apt/.test(path))
    const { code, err } = await run("install-game", "--yes")
    expect(code, err).toBe(0)
    expect((await machine.run("../../bin/game")).out).toBe("game 2.0-1\n")
    expect(packages()).toEqual(["game", "game-data", "libgame++"])
    expect(
      machine.list("/").filter((path) => /^var\/(lib|cache)\/apt/.test(path) && !/extended_states|periodic/.test(path)),
    ).toEqual(before)
    expect(machine.list("/var/lib/strata-lazy/game")).toEqual(["added", "before", "installed", "lock"])
    expect((await run("install-game")).out).toContain("there already")
    expect((await run("install-game", "--status")).code).toBe(0)
    const removed = await run("install-game", "--uninstall")
    expect(removed.code, removed.err).toBe(0)
    expect(packages()).toEqual([])
    expect(machine.has("/usr/bin/game")).toBe(false)
    expect((await run("install-game", "--status")).code).toBe(1)
  })

  it("takes its offer out of menus for the entry that the package brings, and puts it back", async () => {
    const entry = "/usr/local/share/applications/game.desktop"
    const offer = machine.read(entry)
    await run("install-game", "--yes")
    expect(machine.has(entry)).toBe(false)
    await run("install-game", "--uninstall")
    expect(machine.read(entry)).toBe(offer)
  })

  it("removes nothing that was there before, and nothing that something later needs", async () => {
    await run("install-game", "--yes")
    await run("install-editor", "--yes")
    const needed = await run("install-game", "--uninstall")
    expect(needed.code).toBe(1)
    expect(needed.err).toContain("remove them first: level-editor")
    expect(packages()).toHaveLength(4)
    expect((await run("install-editor", "--uninstall")).code).toBe(0)
    expect(packages()).toEqual(["game", "game-data", "libgame++"])
    expect((await run("install-game", "--status")).code).toBe(0)
    expect((await run("install-game", "--uninstall")).code).toBe(0)
    expect(packages()).toEqual([])
  })

  it("did not install what the image had", async () => {
    await run("install-game", "--yes")
    // As in an image whose layers hold the packages: no record of ours.
    const other = lazyMachine(shell, installer("game", ["game"]))
    try {
      const itsEnv = aptEnvironment(other, server.url)
      writeFileSync(other.path("var/lib/dpkg/status"), machine.read("/var/lib/dpkg/status"))
      expect((await other.run("install-game", [], { env: itsEnv })).out).toContain("there already")
      const removed = await other.run("install-game", ["--uninstall"], { env: itsEnv })
      expect(removed.code).toBe(1)
      expect(removed.err).toContain("did not install it")
    } finally {
      other.remove()
    }
  })

  it("says that there is no network", async () => {
    const { code, err } = await machine.run("install-game", ["--yes"], {
      env: aptEnvironment(machine, await deadUrl()),
    })
    expect(code).toBe(3)
    expect(err).toContain("no network")
    expect(packages()).toEqual([])
  })

  it("takes no other version for the one it is to install", async () => {
    await run("install-game", "--yes")
    expect((await run("install-old", "--status")).code).toBe(1)
    const { code, out, err } = await run("install-old", "--yes")
    expect([code, out]).toEqual([1, expect.not.stringContaining("there already")])
    expect(err).toContain("the archive does not have these packages")
  })

  it("says that the archive has no such version", async () => {
    const { code, err } = await run("install-old", "--yes")
    expect(code).toBe(1)
    expect(err).toContain("the archive does not have these packages")
  })

  it("refuses a package of wrong content", async () => {
    server.paths.set("/debs/game.deb", { content: Buffer.from("not what the index says") })
    const { code, err } = await run("install-game", "--yes")
    expect(code).toBe(3)
    expect(err).toMatch(/unexpected size|Hash Sum mismatch/)
    expect(packages()).toEqual([])
  })

  it("goes on after it was killed while it fetched", async () => {
    const game = server.paths.get("/debs/game.deb")
    if (game === undefined) throw new Error("nothing is served")
    game.holdAfter = 200
    const child = machine.start("install-game", ["--yes"], { env })
    await until(() => server.requests.some((request) => request.includes("game.deb")))
    await kill(child)
    expect(packages()).toEqual([])
    delete game.holdAfter
    const { code, err } = await run("install-game", "--yes")
    expect(code, err).toBe(0)
    expect(packages()).toHaveLength(3)
    expect((await run("install-game", "--uninstall")).code).toBe(0)
    expect(packages()).toEqual([])
  })

  it("ends what was cut when all was unpacked and nothing was written down", async () => {
    const entry = "/usr/local/share/applications/game.desktop"
    const offer = machine.read(entry)
    await run("install-game", "--yes")
    // As a cut leaves it between dpkg's end and ours.
    const state = "/var/lib/strata-lazy/game"
    for (const name of ["installed", "added"]) rmSync(machine.path(`${state}/${name}`))
    mkdirSync(machine.path(`${state}/archives/partial`), { recursive: true })
    writeFileSync(machine.path(entry), offer)
    expect((await run("install-game", "--status")).code).toBe(1)
    const { code, out, err } = await run("install-game", "--yes")
    expect(code, err).toBe(0)
    expect(out).toContain("game is installed")
    expect(machine.list(state)).toEqual(["added", "before", "installed", "lock"])
    expect(machine.has(entry)).toBe(false)
    expect((await run("install-game", "--status")).code).toBe(0)
    expect((await run("install-game", "--uninstall")).code).toBe(0)
    expect(packages()).toEqual([])
    expect(machine.has("/var/lib/strata-lazy")).toBe(false)
  })

  it("ends a removal that was cut, and installs after one", async () => {
    const journal = "/var/lib/dpkg/updates/0000"
    // As kill -9 leaves it: dpkg writes what it does there before its status file, and apt refuses to work over it.
    const cut = () => {
      const game = /^Package: game\n(?:.+\n)+/m.exec(machine.read("/var/lib/dpkg/status"))?.[0] ?? ""
      writeFileSync(machine.path(journal), game.replace("install ok installed", "purge ok installed"))
    }
    expect((await run("install-game", "--yes")).code).toBe(0)
    cut()
    const removed = await run("install-game", "--uninstall")
    expect(removed.code, removed.err).toBe(0)
    expect(packages()).toEqual([])
    await run("install-game", "--yes")
    cut()
    const other = await run("install-editor", "--yes")
    expect(other.code, other.err).toBe(0)
    expect(packages()).toHaveLength(4)
    expect(machine.has(journal)).toBe(false)
  })

  it.each(["half-installed", "half-configured"])("purges what a cut left half removed: %s", async (state) => {
    expect((await run("install-game", "--yes")).code).toBe(0)
    // As kill -9 left fceux, whose files dpkg was taking away, and mupen64plus-qt, whose script ran.
    const status = machine.read("/var/lib/dpkg/status")
    writeFileSync(
      machine.path("/var/lib/dpkg/status"),
      status.replace(/(Package: game\nStatus: )install ok installed/, `$1deinstall ok ${state}`),
    )
    const { code, err } = await run("install-game", "--uninstall")
    expect(code, err).toBe(0)
    expect(machine.has("/etc/game.conf")).toBe(false)
    expect(packages()).toEqual([])
  })

  it("runs once at a time", async () => {
    const game = server.paths.get("/debs/game.deb")
    if (game === undefined) throw new Error("nothing is served")
    game.holdAfter = 200
    const child = machine.start("install-game", ["--yes"], { env })
    await until(() => server.requests.some((request) => request.includes("game.deb")))
    expect((await run("install-game", "--yes")).code).toBe(3)
    await kill(child)
  })
})
