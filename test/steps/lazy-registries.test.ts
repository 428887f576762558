import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { lazyInstaller } from "../../lib/steps/lazy/index.ts"
import { hasTools } from "./lazy-archives.ts"
import { type LazyMachine, lazyMachine, shells } from "./lazy-machine.ts"
import { serveNpm, servePip } from "./lazy-registry.ts"
import { deadUrl, type LazyServer, lazyServer } from "./lazy-server.ts"

const ready = hasTools("npm", "python3", "flock", "bash")
const why = ready ? "" : " (skipped: npm, python3, flock or bash is missing)"
const common = { name: "tool", summary: "A tool", diskBytes: 20e6, scope: "system" } as const

const kinds = {
  npm: {
    installer: lazyInstaller({ ...common, source: { kind: "npm", packages: ["tool@1.0.0"], programs: ["tool"] } }),
    unknown: lazyInstaller({ ...common, source: { kind: "npm", packages: ["tool@9.0.0"], programs: ["tool"] } }),
    serve: serveNpm,
    offline: (url: string) => ({ NPM_CONFIG_REGISTRY: url }),
  },
  pip: {
    installer: lazyInstaller({ ...common, source: { kind: "pip", packages: ["tool==1.0.0"], programs: ["tool"] } }),
    unknown: lazyInstaller({ ...common, source: { kind: "pip", packages: ["tool==9.0.0"], programs: ["tool"] } }),
    serve: servePip,
    offline: (url: string) => ({ PIP_INDEX_URL: `${url}/simple` }),
  },
} as const

const cases = shells.flatMap((shell) => (["npm", "pip"] as const).map((kind) => ({ shell, kind })))

describe.skipIf(!ready).each(cases)(`$kind's program, run by $shell${why}`, ({ shell, kind }) => {
  const { installer, unknown, serve, offline } = kinds[kind]
  let server: LazyServer
  let env: Readonly<Record<string, string>>
  let machine: LazyMachine

  beforeAll(async () => {
    server = await lazyServer()
    env = serve(server)
  })
  afterAll(() => server.close())
  beforeEach(() => {
    machine = lazyMachine(shell, installer)
  })
  afterEach(() => machine.remove())

  it("installs what works, once, and removes it", async () => {
    const { code, err } = await machine.run("install-tool", ["--yes"], { env })
    expect(code, err).toBe(0)
    expect(machine.list("/opt").filter((path) => !path.includes("/"))).toEqual(["tool"])
    expect(machine.list("/var/lib/strata-lazy/tool")).toEqual(["installed", "lock", "owned"])
    const asked = server.requests.length
    expect(asked).toBeGreaterThan(0)
    expect((await machine.run("install-tool", [], { env })).out).toContain("there already")
    expect(server.requests).toHaveLength(asked)
    expect(spawnSync(machine.path("/usr/local/bin/tool"), { encoding: "utf8" }).stdout).toBe(`${kind} tool\n`)
    expect(await machine.run("install-tool", ["--uninstall"])).toMatchObject({ code: 0, err: "" })
    expect(machine.list("/opt")).toEqual([])
    expect(machine.has("/usr/local/bin/tool")).toBe(false)
  })

  it("clears away what a kill left half made", async () => {
    for (const folder of ["/opt/tool/half", "/opt/tool.new/half", "/var/lib/strata-lazy/tool"]) {
      mkdirSync(machine.path(folder), { recursive: true })
    }
    writeFileSync(machine.path("/var/lib/strata-lazy/tool/owned"), "")
    expect((await machine.run("install-tool", ["--status"])).code).toBe(1)
    expect(await machine.run("install-tool", ["--yes"], { env })).toMatchObject({ code: 0 })
    expect(machine.list("/opt").filter((path) => path.endsWith("half") || path.endsWith(".new"))).toEqual([])
  })

  it("says that there is no network, and leaves nothing", async () => {
    const { code, err } = await machine.run("install-tool", ["--yes"], { env: { ...env, ...offline(await deadUrl()) } })
    expect(code, err).toBe(3)
    expect(err).toContain("no network")
    expect(machine.list("/opt")).toEqual([])
  })

  it("says that the registry has no such version", async () => {
    const other = lazyMachine(shell, unknown)
    const { code, err } = await other.run("install-tool", ["--yes"], { env })
    expect(code, err).toBe(1)
    expect(err).toContain("cannot be installed")
    other.remove()
  })
})
