import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { lazyInstaller } from "../../lib/steps/lazy/index.ts"
import { hasTools, sha256 } from "./lazy-archives.ts"
import { home, kill, type LazyMachine, lazyMachine, shells, until } from "./lazy-machine.ts"
import { deadUrl, type LazyServer, lazyServer, type Served } from "./lazy-server.ts"

const ready = hasTools("curl", "flock", "bash")
const why = ready ? "" : " (skipped: curl, flock or bash is missing)"
const content = Buffer.from("model ".repeat(50_000))

describe.skipIf(!ready).each(shells)(`a file's program, run by %s${why}`, (shell) => {
  let server: LazyServer
  let served: Served
  const machines: LazyMachine[] = []

  beforeAll(async () => {
    server = await lazyServer()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    served = { content }
    server.paths.set("/model", served)
    server.requests.length = 0
  })
  afterEach(() => {
    for (const machine of machines.splice(0)) machine.remove()
  })

  const common = { name: "model", summary: "A model", diskBytes: content.length }
  const source = (url: string) => ({ kind: "file", url, sha256: sha256(content) }) as const
  const make = (scope: "system" | "user" = "system", url = `${server.url}/model`) => {
    const machine = lazyMachine(
      shell,
      scope === "system"
        ? lazyInstaller({ ...common, scope, source: { ...source(url), to: "/srv/my models/a model.gguf" } })
        : lazyInstaller({ ...common, scope, source: { ...source(url), to: "~/models/a.gguf" } }),
    )
    machines.push(machine)
    return machine
  }

  it.each([
    ["system", "/srv/my models/a model.gguf"],
    ["user", `${home}/models/a.gguf`],
  ] as const)("puts it in its place for %s, once, and takes it away", async (scope, place) => {
    const machine = make(scope)
    expect(await machine.run("install-model", ["--yes"])).toMatchObject({ code: 0, err: "" })
    expect(readFileSync(machine.path(place))).toEqual(content)
    expect(statSync(machine.path(place)).mode & 0o777).toBe(0o644)
    expect((await machine.run("install-model")).out).toContain("there already")
    expect(server.requests).toEqual(["/model 0"])
    expect(await machine.run("install-model", ["--uninstall"])).toMatchObject({ code: 0, err: "" })
    expect(machine.list(dirname(place))).toEqual([])
  })

  it("is not there before it is complete, and goes on after a kill", async () => {
    served.holdAfter = 100_000
    const machine = make()
    const folder = "/srv/my models"
    const child = machine.start("install-model", ["--yes"])
    await until(() => machine.list(folder).length > 0 && machine.read(`${folder}/a model.gguf.part`).length > 0)
    await kill(child)
    expect(machine.list(folder)).toEqual(["a model.gguf.part"])
    expect((await machine.run("install-model", ["--status"])).code).toBe(1)
    delete served.holdAfter
    expect(await machine.run("install-model", ["--yes"])).toMatchObject({ code: 0 })
    expect(server.requests[1]).not.toBe("/model 0")
    expect(machine.list(folder)).toEqual(["a model.gguf"])
  })

  it("keeps nothing of wrong content", async () => {
    served.content = Buffer.from("something else")
    const machine = make()
    expect((await machine.run("install-model", ["--yes"])).code).toBe(1)
    expect(machine.list("/srv/my models")).toEqual([])
  })

  it("says that there is no network", async () => {
    const { code, err } = await make("user", await deadUrl()).run("install-model", ["--yes"])
    expect({ code, said: err.includes("no network") }).toEqual({ code: 3, said: true })
  })

  it("leaves alone a file that somebody else put there", async () => {
    const machine = make()
    mkdirSync(machine.path("/srv/my models"), { recursive: true })
    writeFileSync(machine.path("/srv/my models/a model.gguf"), "mine")
    expect((await machine.run("install-model", ["--yes"])).code).toBe(1)
    await machine.run("install-model", ["--uninstall"])
    expect(machine.read("/srv/my models/a model.gguf")).toBe("mine")
    expect(server.requests).toEqual([])
  })
})
