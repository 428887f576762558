import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sha256 } from "./lazy-archives.ts"
import type { LazyServer } from "./lazy-server.ts"

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "strata-lazy-registry-"))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function must(command: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" })
  if (status !== 0) throw new Error(stderr)
}

/** Serves an npm package `tool@1.0.0` with a command `tool`. */
export function serveNpm(server: LazyServer): Readonly<Record<string, string>> {
  const manifest = { name: "tool", version: "1.0.0", bin: { tool: "tool.sh" } }
  const content = inFolder((folder) => {
    mkdirSync(join(folder, "package"))
    writeFileSync(join(folder, "package/package.json"), JSON.stringify(manifest))
    writeFileSync(join(folder, "package/tool.sh"), "#!/bin/sh\necho npm tool\n", { mode: 0o755 })
    must("tar", ["-czf", "tool.tgz", "package"], folder)
    return readFileSync(join(folder, "tool.tgz"))
  })
  const integrity = `sha512-${createHash("sha512").update(content).digest("base64")}`
  const version = { ...manifest, dist: { tarball: `${server.url}/tool.tgz`, integrity } }
  server.paths.set("/tool.tgz", { content })
  server.paths.set("/tool", {
    content: Buffer.from(
      JSON.stringify({ name: "tool", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } }),
    ),
  })
  return { NPM_CONFIG_REGISTRY: server.url, NPM_CONFIG_USERCONFIG: "/dev/null" }
}

/** Serves a wheel `tool 1.0.0` with a command `tool`, as a folder of links. */
export function servePip(server: LazyServer): Readonly<Record<string, string>> {
  const wheel = "tool-1.0.0-py3-none-any.whl"
  const content = inFolder((folder) => {
    const about = join(folder, "tool-1.0.0.dist-info")
    mkdirSync(about)
    writeFileSync(join(folder, "tool.py"), 'def main():\n    print("pip tool")\n')
    writeFileSync(join(about, "METADATA"), "Metadata-Version: 2.1\nName: tool\nVersion: 1.0.0\n")
    writeFileSync(join(about, "WHEEL"), "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    writeFileSync(join(about, "entry_points.txt"), "[console_scripts]\ntool = tool:main\n")
    writeFileSync(join(about, "RECORD"), "")
    must("python3", ["-m", "zipfile", "-c", wheel, "tool.py", "tool-1.0.0.dist-info/"], folder)
    return readFileSync(join(folder, wheel))
  })
  server.paths.set(`/${wheel}`, { content })
  const link = `<!DOCTYPE html><a href="/${wheel}#sha256=${sha256(content)}">${wheel}</a>`
  server.paths.set("/simple/tool/", { content: Buffer.from(link) })
  return { PIP_CONFIG_FILE: "/dev/null", PIP_INDEX_URL: `${server.url}/simple` }
}
