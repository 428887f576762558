import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { runCommand } from "../../lib/engine/process/run-command.ts"
import { tied } from "../../lib/engine/process/tied.ts"

/** Debian's registry, unpacked into `folder` and not installed; undefined where apt cannot download it. */
export async function registryProgram(folder: string): Promise<string | undefined> {
  const { exitCode } = await runCommand(["apt-get", "download", "docker-registry"], { cwd: folder })
  const file = readdirSync(folder).find((name) => name.endsWith(".deb"))
  if (exitCode !== 0 || !file) return undefined
  await runCommand(["dpkg-deb", "-x", join(folder, file), folder])
  return join(folder, "usr/bin/docker-registry")
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}

export interface RunningRegistry {
  /** `localhost:PORT` */
  readonly host: string
  readonly process: ChildProcess
}

/** Starts a registry of its own data; it ends with this process. @param more lines of its configuration, such as `auth:`. */
export async function startRegistry(
  program: string,
  folder: string,
  more: readonly string[] = [],
  tls?: { readonly certificate: string; readonly key: string },
): Promise<RunningRegistry> {
  mkdirSync(folder, { recursive: true })
  const host = `localhost:${await freePort()}`
  const config = join(folder, "config.yml")
  const lines = [
    "version: 0.1",
    `storage: { filesystem: { rootdirectory: ${folder}/data } }`,
    `http: { addr: "${host}"${tls ? `, tls: { certificate: ${tls.certificate}, key: ${tls.key} }` : ""} }`,
  ]
  writeFileSync(config, `${[...lines, ...more].join("\n")}\n`)
  const [command = "", ...args] = tied([program, "serve", config])
  const process = spawn(command, args, { stdio: "ignore" })
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(`http://${host}/v2/`).then(
      () => true,
      () => false,
    )
    if (answers) return { host, process }
    await sleep(50)
  }
  throw new Error(`${program} does not answer`)
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`
}

/** Pushes as any client does (OCI distribution spec, "Pushing"); independent of the library. */
export function pusher(host: string, repository: string, headers: Readonly<Record<string, string>> = {}) {
  const base = `http://${host}/v2/${repository}`
  const descriptor = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digestOf(bytes), size: bytes.length })
  return {
    async blob(mediaType: string, bytes: Buffer) {
      const begun = await fetch(`${base}/blobs/uploads/`, { method: "POST", headers })
      const place = new URL(begun.headers.get("location") ?? "", base)
      place.searchParams.set("digest", digestOf(bytes))
      const octets = { "content-type": "application/octet-stream", ...headers }
      const { status } = await fetch(place, { method: "PUT", headers: octets, body: bytes })
      if (status !== 201) throw new Error(`a blob is refused: ${status}`)
      return descriptor(mediaType, bytes)
    },
    async manifest(target: string, document: { readonly mediaType: string }) {
      const bytes = Buffer.from(JSON.stringify(document))
      const types = { "content-type": document.mediaType, ...headers }
      const answer = await fetch(`${base}/manifests/${target}`, { method: "PUT", headers: types, body: bytes })
      if (answer.status !== 201) throw new Error(`a manifest is refused: ${answer.status} ${await answer.text()}`)
      return descriptor(document.mediaType, bytes)
    },
  }
}
