import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildImage } from "../../lib/build/index.ts"
import { openEngine } from "../../lib/engine/index.ts"
import type { Engine } from "../../lib/engine/types.ts"
import { apt, image, node, npmGlobals, run, venv } from "../../lib/index.ts"
import { type InspectedImage, inspectImage } from "../../lib/inspect/index.ts"
import { categories, type LedgerPackage } from "../../lib/ledger/index.ts"
import { canBuild, whyNot } from "../support/can-build.ts"

const tag = "strata-test-attribution:1"

/** Something of every package manager that is at hand, and something of none. */
const definition = image("attribution-test", { os: "debian12" })
  .with(apt("ca-certificates", "fontconfig", "python3-requests", "shared-mime-info"))
  .with(venv({ packages: ["requests==2.32.3", "jupyterlab-widgets==3.0.13"] }))
  .with(node({ major: 22 }))
  .with(npmGlobals({ semver: "7.6.3" }))
  .with(
    run("mkdir -p /opt/tool/bin && head -c 5000 /dev/zero > /opt/tool/bin/tool && ln -s /opt/tool/bin/tool /usr/bin/"),
    run("/opt/venv/bin/python3 -m compileall -q /opt/venv/lib/python3.11/site-packages/requests"),
  )

/** All files that dpkg's packages list, as `package<TAB>path<TAB>size`: links on the way followed, those at the end not. */
const askDpkg = `
import os, subprocess
def query(*arguments):
    return subprocess.run(["dpkg-query", *arguments], check=True, capture_output=True, text=True).stdout
names = query("-W", "-f", "\${binary:Package}\\n").split()
for name, listed in zip(names, query("-L", *names).split("\\n\\n")):
    for path in listed.splitlines():
        if path.startswith("/") and os.path.isfile(path) and not os.path.islink(path):
            print(name.split(":")[0], os.path.realpath(path), os.path.getsize(path), sep="\\t")`

/** The same for Python's distributions, as its own library knows them. */
const askPython = `
import importlib.metadata, os
for found in importlib.metadata.distributions(path=["/opt/venv/lib/python3.11/site-packages"]):
    for file in found.files:
        path = os.path.realpath(found.locate_file(file))
        if os.path.isfile(path):
            print(found.metadata["Name"], path, os.path.getsize(path), sep="\\t")`

/** npm's packages, as \`path:name@version\`. */
const askNpm = "npm ls --global --all --long --parseable"

interface Listed {
  readonly owner: string
  readonly path: string
  readonly size: number
}

function parseListed(text: string): readonly Listed[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split("\t"))
    .map(([owner = "", path = "", size = ""]) => ({ owner, path: path.replace(/^\//, ""), size: Number(size) }))
}

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0)

/** Visible bytes of each path that `wanted` picks: a hard link has its file's. */
function ownersByPath({ ledger, files }: InspectedImage): ReadonlyMap<string, { owner: LedgerPackage; bytes: number }> {
  const { visible, rows } = files
  return new Map(
    [...visible.entries()].flatMap(([path, row]) => {
      const owner = ledger.packages[ledger.rows.package[row] ?? 0]
      const content = rows.content[row] ?? 0
      return owner ? [[files.paths.path(path), { owner, bytes: rows.bytes[content] ?? 0 }] as const] : []
    }),
  )
}

describe.skipIf(!canBuild)(`owners against the package managers' own answers ${whyNot}`, () => {
  let engine: Engine
  let inspected: InspectedImage
  let owners: ReturnType<typeof ownersByPath>

  async function ask(...command: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await engine.run(tag, command)
    expect(`${exitCode} ${stderr}`).toBe("0 ")
    return stdout
  }

  beforeAll(async () => {
    await buildImage(definition.toImage(), { engine: "embedded", tags: [tag], contextDirectory: import.meta.dirname })
    engine = await openEngine({ choice: "embedded", store: "classic" })
    const stored = await engine.images.open(tag)
    inspected = await inspectImage(stored, { ref: tag })
    owners = ownersByPath(inspected)
    await stored.close()
  })
  afterAll(async () => {
    await engine?.docker(["image", "rm", tag])
  })

  /** Every listed file is the lister's, or that of another who lists it, too; and the bytes add up to the lists'. */
  function expectSame(ecosystem: string, listed: readonly Listed[]): void {
    const listers = new Map<string, Listed[]>()
    for (const file of listed) listers.set(file.path, [...(listers.get(file.path) ?? []), file])
    const others = [...listers].filter(([path, names]) => {
      const owner = owners.get(path)?.owner
      return owner?.ecosystem !== ecosystem || !names.some((lister) => lister.owner === owner.name)
    })
    expect(others.map(([path]) => path)).toEqual([])
    const sizes = [...listers].map(([path, [first]]) => ({ path, size: first?.size ?? 0 }))
    expect(sum(sizes.map(({ path }) => owners.get(path)?.bytes ?? 0))).toBe(sum(sizes.map(({ size }) => size)))
  }

  it("dpkg", async () => {
    const listed = parseListed(await ask("python3", "-c", askDpkg))
    expect(listed.length).toBeGreaterThan(2000)
    expectSame("dpkg", listed)
    // What no list has was made by scripts, and is little.
    const paths = new Set(listed.map(({ path }) => path))
    const made = [...owners].filter(([path, { owner }]) => owner.ecosystem === "dpkg" && !paths.has(path))
    const places = made.filter(([, { bytes }]) => bytes > 0).map(([path]) => path)
    expect(places).toContain("etc/ld.so.cache")
    expect(places).toContain("etc/ssl/certs/ca-certificates.crt")
    expect(places.filter((path) => !/^(etc|var|root|usr\/share\/mime|.*__pycache__)\b/.test(path))).toEqual([])
  })

  it("pip", async () => {
    const listed = parseListed(await ask("/opt/venv/bin/python3", "-c", askPython))
    expect(listed.length).toBeGreaterThan(50)
    expectSame("python", listed)
    const bytecode = "opt/venv/lib/python3.11/site-packages/requests/__pycache__/api.cpython-311.pyc"
    expect(owners.get(bytecode)?.owner.name).toBe("requests")
    expect(owners.get("opt/venv/pyvenv.cfg")?.owner).toMatchObject({ ecosystem: "image", name: "venv" })
  })

  it("npm", async () => {
    const listed = (await ask("sh", "-c", askNpm))
      .trim()
      .split("\n")
      .map((line) => /^\/(?<location>.*?):(?<name>@?[^@]+)@(?<version>[^:]+)/.exec(line)?.groups)
      .filter((found) => found !== undefined)
      .map(({ location, name, version }) => `${location} ${name} ${version}`)
    const found = inspected.ledger.packages
      .filter(({ ecosystem }) => ecosystem === "npm")
      .map(({ location, name, version }) => `${location} ${name} ${version}`)
    expect(listed.length).toBeGreaterThan(100)
    expect(found.toSorted()).toEqual([...new Set(listed)].toSorted())
  })

  it("leaves less than 1 % to nobody", () => {
    const unowned = [...owners.values()].filter(({ owner }) => owner.ecosystem === "none")
    expect(sum(unowned.map(({ bytes }) => bytes))).toBeLessThan(
      0.01 * sum([...owners.values()].map(({ bytes }) => bytes)),
    )
    expect(owners.get("opt/tool/bin/tool")?.owner).toMatchObject({ ecosystem: "image", name: "tool" })
    expect(owners.get("usr/bin/tool")?.owner).toMatchObject({ ecosystem: "image", name: "tool" })
  })

  it("has a category for most bytes", () => {
    const { rows } = inspected.ledger
    const other = sum([...rows.bytes].filter((_, row) => categories[rows.category[row] ?? 0] === "other"))
    expect(other).toBeLessThan(0.1 * sum(rows.bytes))
  })
})
