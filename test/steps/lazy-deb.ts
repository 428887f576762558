import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sha256 } from "./lazy-archives.ts"
import type { LazyMachine } from "./lazy-machine.ts"
import type { LazyServer } from "./lazy-server.ts"

export interface Deb {
  readonly name: string
  readonly version: string
  readonly depends?: string
  /** Has a configuration file, which stays when the package is removed and not purged. */
  readonly configured?: true
}

/** A package with one program, named as itself. */
export function makeDeb({ name, version, depends, configured }: Deb): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "strata-lazy-deb-"))
  try {
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, "DEBIAN"))
    mkdirSync(join(folder, "usr/bin"), { recursive: true })
    writeFileSync(join(folder, "usr/bin", name), `#!/bin/sh\necho ${name} ${version}\n`, { mode: 0o755 })
    writeFileSync(join(folder, "DEBIAN/control"), control({ name, version, ...(depends ? { depends } : {}) }))
    if (configured) {
      mkdirSync(join(folder, "etc"))
      writeFileSync(join(folder, `etc/${name}.conf`), "x\n")
      writeFileSync(join(folder, "DEBIAN/conffiles"), `/etc/${name}.conf\n`)
    }
    const { status, stderr } = spawnSync("dpkg-deb", ["--root-owner-group", "--build", folder, `${folder}.deb`], {
      encoding: "utf8",
    })
    if (status !== 0) throw new Error(stderr)
    return readFileSync(`${folder}.deb`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(`${folder}.deb`, { force: true })
  }
}

function control({ name, version, depends }: Deb): string {
  const lines = [
    `Package: ${name}`,
    `Version: ${version}`,
    "Architecture: all",
    "Maintainer: nobody <nobody@example.org>",
  ]
  return `${[...lines, ...(depends ? [`Depends: ${depends}`] : []), "Description: for a test"].join("\n")}\n`
}

/** Puts packages and their index on the server, as a flat repository. */
export function serveDebs(server: LazyServer, debs: readonly Deb[]): void {
  const stanzas = debs.map((deb) => {
    const content = makeDeb(deb)
    server.paths.set(`/debs/${deb.name}.deb`, { content })
    return `${control(deb)}Filename: ./${deb.name}.deb\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`
  })
  server.paths.set("/debs/Packages", { content: Buffer.from(stanzas.join("\n")) })
}

/** Environment in which the real apt and dpkg work on the machine's folder and nothing of the host. */
export function aptEnvironment(machine: LazyMachine, url: string): Readonly<Record<string, string>> {
  for (const folder of [
    "etc/apt/apt.conf.d",
    "etc/apt/preferences.d",
    "var/lib/apt",
    "var/log/apt",
    "var/lib/dpkg/updates",
    "var/lib/dpkg/info",
    "var/cache/apt",
  ]) {
    mkdirSync(machine.path(folder), { recursive: true })
  }
  writeFileSync(machine.path("etc/apt/sources.list"), `deb [trusted=yes] ${url}/debs ./\n`)
  for (const name of ["status", "available"]) writeFileSync(machine.path(`var/lib/dpkg/${name}`), "", { flag: "a" })
  const root = machine.path("")
  writeFileSync(
    machine.path("etc/apt/test.conf"),
    [
      `Dir "${root}/";`,
      `Dir::State::status "${machine.path("var/lib/dpkg/status")}";`,
      'APT::Architecture "amd64";',
      'APT::Sandbox::User "root";',
      `DPkg::Options { "--root=${root}"; "--force-not-root"; "--log=${machine.path("var/log/dpkg.log")}"; };`,
      'Acquire::http::Proxy "false";',
      'Acquire::Languages "none";',
    ].join("\n"),
  )
  return { APT_CONFIG: machine.path("etc/apt/test.conf") }
}
