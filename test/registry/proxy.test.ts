import { execFile, execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { proxiedFetch } from "../../lib/registry/proxied-fetch.ts"
import { bin } from "../cli/strata.ts"
import { tarOf } from "../store/tar-of.ts"

/* A registry by a name that only the proxy knows, and the real command line behind that proxy. */

const host = "registry.test"
const folder = mkdtempSync(join(tmpdir(), "strata-proxy-"))
const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`

const tar = tarOf({ "etc/a": "a".repeat(700) })
const config = Buffer.from(JSON.stringify({ config: {}, rootfs: { type: "layers", diff_ids: [digestOf(tar)] } }))
const oci = "application/vnd.oci.image"
const named = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digestOf(bytes), size: bytes.length })
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: `${oci}.manifest.v1+json`,
    config: named(`${oci}.config.v1+json`, config),
    layers: [named(`${oci}.layer.v1.tar`, tar)],
  }),
)

function ownCertificate(): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")]
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`]
  execFileSync("openssl", ["req", "-x509", "-nodes", "-newkey", "rsa:2048", ...names, "-keyout", key, "-out", cert], {
    stdio: "ignore",
  })
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") }
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return typeof address === "object" && address ? address.port : 0
}

let registry: Server
let proxy: Server
let proxyHost = ""
const seen: string[] = []

beforeAll(async () => {
  registry = createTlsServer(ownCertificate(), (message, response) => {
    const blob = [tar, config].find((bytes) => message.url?.endsWith(`/blobs/${digestOf(bytes)}`))
    if (blob) response.end(blob)
    else response.setHeader("content-type", `${oci}.manifest.v1+json`).end(manifest)
  })
  const port = await portOf(registry)
  proxy = createServer().on("connect", (message, socket) => {
    seen.push(`${message.url} ${message.headers["proxy-authorization"] ?? "-"}`)
    if (message.headers["proxy-authorization"] === undefined)
      return socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
    const onward = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 Connected\r\n\r\n"))
    onward.on("error", () => socket.destroy())
    socket.on("error", () => onward.destroy())
    return onward.pipe(socket).pipe(onward)
  })
  proxyHost = `127.0.0.1:${await portOf(proxy)}`
})
afterAll(() => {
  for (const server of [registry, proxy]) {
    server.closeAllConnections()
    server.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

/** `strata inspect` of the image, as a process with its own environment. */
function inspect(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { PATH, HOME } = process.env
  const settings = { NODE_EXTRA_CA_CERTS: join(folder, "cert.pem"), DOCKER_CONFIG: folder, XDG_CACHE_HOME: folder }
  const args = [bin, "inspect", `registry:${host}/own/image:1`, "--json", "--no-cache"]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { PATH, HOME, ...settings, ...env } }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    )
  })
}

describe("a registry behind a proxy", () => {
  it.each(["HTTPS_PROXY", "https_proxy"])("is read through the one in %s, with its login", async (name) => {
    seen.length = 0
    writeFileSync(join(folder, "config.json"), "{}")
    const { code, out, err } = await inspect({ [name]: `http://user:secret@${proxyHost}` })
    expect([code, err]).toEqual([0, expect.not.stringContaining("arning")])
    expect(JSON.parse(out)).toMatchObject({ unpackedBytes: 700, image: { id: digestOf(config) } })
    const login = `Basic ${Buffer.from("user:secret").toString("base64")}`
    expect(new Set(seen)).toEqual(new Set([`${host}:443 ${login}`]))
  })

  it("is told from one that is not: NO_PROXY", async () => {
    seen.length = 0
    const { code, err } = await inspect({ HTTPS_PROXY: `http://user:secret@${proxyHost}`, NO_PROXY: `a.test,${host}` })
    expect(code).toBe(3)
    expect(err).toMatch(new RegExp(`${host} cannot be reached: (ENOTFOUND|EAI_AGAIN) `))
    expect(seen).toEqual([])
  })

  it("names the proxy where that refuses, or is not there", async () => {
    const refused = await inspect({ HTTPS_PROXY: `http://${proxyHost}` })
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("Proxy response (407)")])
    expect(refused.err).toContain(`(the environment names the proxy ${proxyHost})`)
    const absent = await inspect({ HTTPS_PROXY: "http://127.0.0.1:1" })
    expect(absent.err).toContain("ECONNREFUSED (the environment names the proxy 127.0.0.1:1)")
  })
})

it("this machine is behind no proxy, and neither is the other scheme", async () => {
  const env = { HTTPS_PROXY: "http://proxy.test:3128" }
  for (const url of ["https://localhost:5000/v2/", "https://127.0.0.1/", "https://[::1]:5000/", "http://other.test/"])
    expect(await proxiedFetch(new URL(url), env)).toBe(fetch)
  expect(await proxiedFetch(new URL("https://other.test/"), {})).toBe(fetch)
  expect(await proxiedFetch(new URL("https://other.test/"), env)).not.toBe(fetch)
})
