import { execFileSync } from "node:child_process"
import { createHash, createPrivateKey, randomBytes, sign } from "node:crypto"
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { gunzipSync, gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { StoredImage } from "../../lib/engine/store/index.ts"
import { tocDigestKey } from "../../lib/engine/store/stargz.ts"
import { openRegistryImage, type RegistryImageOptions } from "../../lib/registry/index.ts"
import { cursorPath, TarFeed } from "../../lib/tar/index.ts"
import { tarOf } from "../store/tar-of.ts"
import { temporaryFolder } from "./engine-support.ts"
import { type FaultOf, type FaultyProxy, faultyProxy } from "./registry-proxy.ts"
import { digestOf, freePort, pusher, type RunningRegistry, registryProgram, startRegistry } from "./registry-support.ts"

const folder = temporaryFolder("registry-client")
const program = await registryProgram(folder)
const reason = program ? "" : " (skipped: apt cannot download docker-registry)"

const oci = "application/vnd.oci.image"
const docker = "application/vnd.docker.distribution"

/** Random, so that it stays large when it is packed: connections can be cut in the middle. */
const tars = [tarOf({ "etc/a": randomBytes(3_000_000) }), tarOf({ "etc/b": "b".repeat(5000), ".wh.x": "" })] as const
const blobs = tars.map((tar) => gzipSync(tar))
const [large = Buffer.alloc(0)] = blobs
const largePath = `/blobs/${digestOf(large)}`

function configFor(architecture: string): Buffer {
  const rootfs = { type: "layers", diff_ids: tars.map(digestOf) }
  return Buffer.from(JSON.stringify({ architecture, os: "linux", config: {}, rootfs, history: [{ created_by: "x" }] }))
}

type Pusher = ReturnType<typeof pusher>

async function pushImage(to: Pusher, target: string, architecture = "amd64", family = oci) {
  const own = family === oci
  const layerType = own ? `${oci}.layer.v1.tar+gzip` : "application/vnd.docker.image.rootfs.diff.tar.gzip"
  const configType = own ? `${oci}.config.v1+json` : "application/vnd.docker.container.image.v1+json"
  return to.manifest(target, {
    schemaVersion: 2,
    mediaType: own ? `${oci}.manifest.v1+json` : `${docker}.manifest.v2+json`,
    config: await to.blob(configType, configFor(architecture)),
    layers: await Promise.all(blobs.map((blob) => to.blob(layerType, blob))),
  } as { mediaType: string })
}

async function expectWhole(image: StoredImage, architecture = "amd64"): Promise<void> {
  expect(image.id).toBe(digestOf(configFor(architecture)))
  expect(image.layers.map(({ diffId }) => diffId)).toEqual(tars.map(digestOf))
  for (const layer of image.layers) {
    const hash = createHash("sha256")
    for await (const chunk of layer.tar()) hash.update(chunk)
    expect(`sha256:${hash.digest("hex")}`).toBe(layer.diffId)
  }
  await image.close()
}

/** The index at the end of an eStargz layer's tar. */
function indexIn(tar: Buffer): Buffer {
  let index: Buffer = Buffer.alloc(0)
  new TarFeed((entry, at) => {
    if (cursorPath(entry) === "stargz.index.json") index = tar.subarray(at, at + entry.size)
  }).push(tar)
  return index
}

let configs = 0
/** A docker configuration of its own. */
function dockerConfig(content: object, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const place = join(folder, `docker-${configs++}`)
  mkdirSync(place)
  writeFileSync(join(place, "config.json"), JSON.stringify(content))
  return { ...process.env, DOCKER_CONFIG: place, ...env }
}

const nobody = dockerConfig({})
const streamed = { cache: false, env: nobody } as const

/** Opens and reads it all. */
async function pull(reference: string, options: RegistryImageOptions = streamed): Promise<void> {
  await expectWhole(await openRegistryImage(reference, options))
}

describe.skipIf(!program)(`a registry${reason}`, () => {
  let registry: RunningRegistry
  const proxies: FaultyProxy[] = []

  beforeAll(async () => {
    // Foreign layers are taken only from places that are allowed.
    registry = await startRegistry(program ?? "", join(folder, "open"), [
      'validation: { manifests: { urls: { allow: ["^https://"] } } }',
    ])
    const to = pusher(registry.host, "own/image")
    await pushImage(to, "oci")
    await pushImage(to, "docker", "amd64", docker)
  })

  afterAll(() => {
    registry.process.kill("SIGKILL")
    for (const proxy of proxies) proxy.close()
  })

  async function through(faultOf: FaultOf): Promise<FaultyProxy> {
    const proxy = await faultyProxy(() => registry.host, faultOf)
    proxies.push(proxy)
    return proxy
  }

  test.each(["oci", "docker"])("gives an image of the format of %s, streamed", async (tag) => {
    await pull(`${registry.host}/own/image:${tag}`)
  })

  test("gives the image of a platform; attestations are none", async () => {
    const to = pusher(registry.host, "own/index")
    const platform = (architecture: string, variant?: string) => ({ platform: { os: "linux", architecture, variant } })
    const attestation = {
      ...(await pushImage(to, "attestation", "none")),
      platform: { os: "unknown", architecture: "unknown" },
    }
    const amd64 = await pushImage(to, "amd64")
    const arm64 = await pushImage(to, "arm64", "arm64")
    const manifests = [attestation, { ...arm64, ...platform("arm64", "v8") }, { ...amd64, ...platform("amd64") }]
    await to.manifest("1", { schemaVersion: 2, mediaType: `${oci}.index.v1+json`, manifests } as { mediaType: string })
    const ref = `${registry.host}/own/index:1`
    const of = (architecture: string, variant?: string) =>
      openRegistryImage(ref, { ...streamed, platform: { os: "linux", architecture, ...(variant ? { variant } : {}) } })
    await expectWhole(await of("amd64"))
    await expectWhole(await of("arm64"), "arm64")
    await expectWhole(await of("arm64", "v8"), "arm64")
    await expect(of("riscv64")).rejects.toMatchObject({
      message: "there is no image for linux/riscv64",
      problems: [{ fix: "there are: linux/arm64/v8, linux/amd64" }],
    })
  })

  test("by digest, which is verified", async () => {
    const answer = await fetch(`http://${registry.host}/v2/own/image/manifests/oci`, {
      headers: { accept: `${oci}.manifest.v1+json` },
    })
    const digest = digestOf(Buffer.from(await answer.arrayBuffer()))
    await pull(`${registry.host}/own/image@${digest}`)
    const garbling = await through(({ url }) => (url?.includes("/manifests/") ? { kind: "garble" } : undefined))
    for (const end of [`@${digest}`, ":oci"])
      await expect(pull(`${garbling.host}/own/image${end}`)).rejects.toMatchObject({
        code: "registry-failed",
        message: expect.stringContaining(`was asked for ${digest} and sends sha256:`),
      })
  })

  test("layers are kept by digest: the second time nothing of them is asked for, and the oldest go", async () => {
    const proxy = await through(() => undefined)
    const place = join(folder, "cache")
    const progress: number[] = []
    const options = {
      env: nobody,
      cache: { folder: place },
      onProgress: ({ doneBytes, totalBytes }: { doneBytes: number; totalBytes: number }) =>
        progress.push(totalBytes - doneBytes),
    }
    await pull(`${proxy.host}/own/image:oci`, options)
    expect(progress.at(-1)).toBe(0)
    expect(readdirSync(place).sort()).toEqual(blobs.map((blob) => digestOf(blob).slice(7)).sort())
    proxy.seen.length = 0
    const image = await openRegistryImage(`${proxy.host}/own/image:oci`, options)
    expect(image.layers.map(({ source }) => source?.kind)).toEqual(["file", "file"])
    await expectWhole(image)
    expect(proxy.seen.some((line) => line.includes(largePath))).toBe(false)
    // The larger layer does not fit any more.
    await pull(`${proxy.host}/own/image:oci`, { ...options, cache: { folder: place, mostBytes: 100_000 } })
    const small = blobs.filter((blob) => blob.length < 100_000).map((blob) => digestOf(blob).slice(7))
    const other = await openRegistryImage(`${registry.host}/own/image:oci`, {
      env: nobody,
      cache: { folder: place, mostBytes: 100_000 },
    })
    expect(other.layers.map(({ source }) => source?.kind)).toEqual([undefined, "file"])
    expect(readdirSync(place)).toEqual(expect.arrayContaining(small))
  })

  test("lists an eStargz layer by its index alone", async () => {
    const layer = readFileSync(new URL("../store/fixtures/layer.esgz", import.meta.url))
    const tar = gunzipSync(layer)
    const to = pusher(registry.host, "own/stargz")
    const digest = digestOf(indexIn(tar))
    const config = Buffer.from(JSON.stringify({ rootfs: { type: "layers", diff_ids: [digestOf(tar)] } }))
    await to.manifest("1", {
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: await to.blob(`${oci}.config.v1+json`, config),
      layers: [{ ...(await to.blob(`${oci}.layer.v1.tar+gzip`, layer)), annotations: { [tocDigestKey]: digest } }],
    } as { mediaType: string })
    const proxy = await through(() => undefined)
    const [listed] = (await openRegistryImage(`${proxy.host}/own/stargz:1`, streamed)).layers
    const entries = await listed?.listed?.()
    const asked = proxy.seen.filter((line) => line.includes(digestOf(layer))).map((line) => line.split(" ")[1])
    expect(asked).toEqual([expect.stringMatching(/^bytes=/), expect.stringMatching(/^bytes=/)])
    expect(entries).toEqual((await listed?.index())?.entries)
    // A registry, or a proxy before it, that does not do ranges is told from one that does.
    const whole = await through(({ url }) => (url?.includes(digestOf(layer)) ? { kind: "whole" } : undefined))
    const [other] = (await openRegistryImage(`${whole.host}/own/stargz:1`, streamed)).layers
    await expect(other?.listed?.()).rejects.toMatchObject({ code: "registry-failed" })
  })

  test("a cache that cannot be written to is done without", async () => {
    const file = join(folder, "no-folder")
    writeFileSync(file, "")
    await pull(`${registry.host}/own/image:oci`, { env: nobody, cache: { folder: file } })
  })

  describe("whose connection", () => {
    test("is cut goes on where it was, as often as that brings something", async () => {
      const cuts = [100_000, 1_100_000, 70_000]
      const proxy = await through(({ url }, count) => {
        const after = url?.endsWith(largePath) ? cuts[count - 1] : undefined
        return after === undefined ? undefined : { kind: "cut", after }
      })
      await pull(`${proxy.host}/own/image:oci`)
      const asked = proxy.seen.filter((line) => line.includes(largePath)).map((line) => line.split(" ")[1])
      expect(asked).toEqual(["-", "bytes=100000-", "bytes=1200000-", "bytes=1270000-"])
    })

    test("falls silent is begun again", async () => {
      const proxy = await through(({ url }, count) =>
        url?.endsWith(largePath) && count === 1 ? { kind: "silence", after: 50_000 } : undefined,
      )
      await pull(`${proxy.host}/own/image:oci`, { ...streamed, stallSeconds: 0.5 })
      expect(proxy.seen.filter((line) => line.includes(largePath)).length).toBe(2)
    })

    test("never brings more is given up", async () => {
      const proxy = await through(({ url }) => (url?.endsWith(largePath) ? { kind: "cut", after: 10 } : undefined))
      await expect(pull(`${proxy.host}/own/image:oci`)).rejects.toMatchObject({
        code: "registry-failed",
        message: expect.stringMatching(/broke off after \d+ of \d+ bytes, 6 times/),
      })
    })

    test("is answered without the range takes what is missing from the whole", async () => {
      const proxy = await through(({ url }, count) => {
        if (!url?.endsWith(largePath)) return undefined
        return count === 1 ? { kind: "cut", after: 200_000 } : { kind: "whole" }
      })
      await pull(`${proxy.host}/own/image:oci`)
    })

    test("is answered with another range is refused", async () => {
      const proxy = await through(({ url }, count) => {
        if (!url?.endsWith(largePath)) return undefined
        return count === 1 ? { kind: "cut", after: 200_000 } : { kind: "range", range: "bytes=300000-" }
      })
      await expect(pull(`${proxy.host}/own/image:oci`)).rejects.toMatchObject({
        message: expect.stringMatching(/from byte 200000 of \d+ and sends 'bytes 300000-/),
      })
    })

    test.each([{ kind: "garble" } as const, { kind: "append", bytes: 7 } as const])(
      "brings other bytes is refused, and nothing is kept: $kind",
      async (fault) => {
        const proxy = await through(({ url }) => (url?.endsWith(largePath) ? fault : undefined))
        const place = join(folder, `cache-${fault.kind}`)
        for (const cache of [false, { folder: place }] as const)
          await expect(pull(`${proxy.host}/own/image:oci`, { env: nobody, cache })).rejects.toMatchObject({
            code: "registry-failed",
            problems: [{ fix: expect.stringContaining("changes what it hands on") }],
          })
        expect(readdirSync(place)).not.toContain(digestOf(large).slice(7))
        expect(readdirSync(place).filter((name) => name.includes("partial"))).toEqual([])
      },
    )
  })

  describe("that is busy", () => {
    test.each([
      [429, { "retry-after": "1" }],
      [429, {}],
      [503, { "retry-after": new Date(0).toUTCString() }],
      [500, {}],
    ])("answers %i once and is asked again", async (status, headers) => {
      const notes: string[] = []
      const proxy = await through((_, count) => (count === 1 ? { kind: "status", status, headers } : undefined))
      await pull(`${proxy.host}/own/image:oci`, { ...streamed, onNote: (note) => notes.push(note) })
      expect(notes.length).toBeGreaterThan(0)
      expect(notes.every((note) => note.includes(`status ${status}`))).toBe(true)
    })

    test("for longer than a minute says so at once, in words without control characters", async () => {
      const proxy = await through(() => ({ kind: "status", status: 429, headers: { "retry-after": "3000" } }))
      await expect(pull(`${proxy.host}/own/image:oci`)).rejects.toMatchObject({
        code: "registry-failed",
        message: `${proxy.host} has had too many requests from here (status 429)`,
        problems: [{ fix: expect.stringContaining("wait 3000 s"), detail: "FAULT: made\\x1b[31m" }],
      })
      expect(proxy.seen.length).toBe(1)
    })
  })

  test("sends to another host without the login", async () => {
    const storage = await through(() => undefined)
    const front = await through(({ url }) =>
      url?.includes("/blobs/")
        ? { kind: "redirect", to: `http://127.0.0.1:${storage.host.split(":")[1]}${url}` }
        : undefined,
    )
    const auth = Buffer.from("u:p").toString("base64")
    await pull(`${front.host}/own/image:oci`, {
      cache: false,
      env: dockerConfig({ auths: { [front.host]: { auth } } }),
    })
    expect(storage.seen.length).toBe(3)
    expect(storage.seen.filter((line) => line.endsWith("authorized"))).toEqual([])
  })

  test("names what is not there, and a registry that is silent", async () => {
    await expect(pull(`${registry.host}/own/image:none`)).rejects.toMatchObject({
      message: `${registry.host}/own/image has no manifest 'none'`,
    })
    const silent = `localhost:${await freePort()}`
    await expect(pull(`${silent}/x:1`)).rejects.toMatchObject({ message: `${silent} cannot be reached: ECONNREFUSED` })
  })

  test("says that a layer is foreign", async () => {
    const to = pusher(registry.host, "own/foreign")
    const mediaType = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
    const digest = `sha256:${"a".repeat(64)}`
    const layer = { mediaType, digest, size: 7, urls: ["https://maker.example/layer"] }
    const config = Buffer.from(JSON.stringify({ rootfs: { type: "layers", diff_ids: [digest] } }))
    await to.manifest("1", {
      schemaVersion: 2,
      mediaType: `${docker}.manifest.v2+json`,
      config: await to.blob("application/vnd.docker.container.image.v1+json", config),
      layers: [layer],
    } as { mediaType: string })
    const image = await openRegistryImage(`${registry.host}/own/foreign:1`, streamed)
    await expect(image.layers[0]?.index()).rejects.toMatchObject({
      message: `layer ${digest} is a foreign layer, and ${registry.host} does not have it; its maker has it at https://maker.example/layer`,
    })
  })
})

/** A key and a certificate of nobody. */
function ownCertificate(): { readonly key: string; readonly certificate: string } {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")]
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
  const options = ["-days", "2", "-nodes", "-newkey", "rsa:2048", "-keyout", key, "-out", certificate]
  execFileSync("openssl", ["req", "-x509", ...names, ...options], { stdio: "ignore" })
  return { key, certificate }
}

test.skipIf(!program)(`a registry whose certificate is not trusted is told how to be trusted${reason}`, async () => {
  const registry = await startRegistry(program ?? "", join(folder, "tls"), [], ownCertificate())
  try {
    await expect(pull(`${registry.host}/own/image:1`)).rejects.toMatchObject({
      message: `${registry.host} cannot be reached: DEPTH_ZERO_SELF_SIGNED_CERT`,
      problems: [{ fix: expect.stringContaining("NODE_EXTRA_CA_CERTS") }],
    })
  } finally {
    registry.process.kill("SIGKILL")
  }
})

/** A credential helper as docker has them: it knows one server. */
function helperFolder(server: string, user: string, secret: string): string {
  const place = join(folder, `bin-${configs++}`)
  mkdirSync(place)
  const answer = JSON.stringify({ ServerURL: server, Username: user, Secret: secret })
  const script = `#!/bin/sh
[ "$1" = get ] || exit 2
read -r server
[ "$server" = "${server}" ] && echo '${answer}' && exit 0
echo "credentials not found in native keychain"
exit 1
`
  writeFileSync(join(place, "docker-credential-mine"), script)
  chmodSync(join(place, "docker-credential-mine"), 0o755)
  return `${place}:${process.env.PATH}`
}

function login(user: string, password: string): { readonly auth: string } {
  return { auth: Buffer.from(`${user}:${password}`).toString("base64") }
}

describe.skipIf(!program)(`a registry that asks for a password${reason}`, () => {
  let registry: RunningRegistry
  const from = (env: NodeJS.ProcessEnv) => pull(`${registry.host}/own/image:1`, { cache: false, env })

  beforeAll(async () => {
    const htpasswd = join(folder, "htpasswd")
    // bcrypt of "secret" with the fewest rounds; Node has none.
    writeFileSync(htpasswd, "user:$2b$04$MJHolNFplLVC3JZwfrh/OORoQBToV/IlZs/yxx0FIZetfQEC0kuZe\n")
    const auth = ["auth:", `  htpasswd: { realm: here, path: ${htpasswd} }`]
    registry = await startRegistry(program ?? "", join(folder, "basic"), auth)
    const authorization = `Basic ${login("user", "secret").auth}`
    await pushImage(pusher(registry.host, "own/image", { authorization }), "1")
  })
  afterAll(() => registry.process.kill("SIGKILL"))

  test("gets it from docker's configuration, under any of its keys", async () => {
    for (const key of [registry.host, `http://${registry.host}/v2/`, `https://${registry.host}`])
      await from(dockerConfig({ auths: { [key]: login("user", "secret") } }))
    await from(dockerConfig({ auths: { [registry.host]: { username: "user", password: "secret" } } }))
  })

  test("gets it from a helper, for this registry or for all", async () => {
    const PATH = helperFolder(registry.host, "user", "secret")
    await from(dockerConfig({ credHelpers: { [registry.host]: "mine" } }, { PATH }))
    await from(dockerConfig({ credsStore: "mine" }, { PATH }))
    // What the helper does not know may be in the file.
    const other = { PATH: helperFolder("other", "user", "x") }
    await from(dockerConfig({ credsStore: "mine", auths: { [registry.host]: login("user", "secret") } }, other))
  })

  test("says how to log in where there is none, or another one", async () => {
    const fix = `run: docker login ${registry.host}; or check the name: what is not there is often refused too`
    await expect(from(nobody)).rejects.toMatchObject({
      code: "registry-failed",
      message: `${registry.host} gives 'own/image' to nobody without a login (status 401)`,
      problems: [{ fix, detail: "UNAUTHORIZED: authentication required" }],
    })
    await expect(from(dockerConfig({ auths: { [registry.host]: login("user", "wrong") } }))).rejects.toMatchObject({
      message: `${registry.host} does not give your login 'own/image' (status 401)`,
    })
  })

  test("hears of a helper that is not there, by a note", async () => {
    const notes: string[] = []
    const env = dockerConfig({ credsStore: "none-such" })
    const options = { cache: false, env, onNote: (note: string) => notes.push(note) } as const
    await expect(pull(`${registry.host}/own/image:1`, options)).rejects.toThrow()
    expect(notes).toEqual([`docker-credential-none-such, which keeps the login of ${registry.host}, is not installed`])
  })

  test("hears that docker's configuration is broken", async () => {
    const env = dockerConfig({})
    writeFileSync(join(env.DOCKER_CONFIG ?? "", "config.json"), "{")
    await expect(from(env)).rejects.toMatchObject({ message: expect.stringContaining("cannot be read") })
  })
})

/** A server that gives tokens to those who may, as docker's registry takes them: a JWT with its certificate (RFC 7515). */
function tokenServer(key: string, certificate: string, seen: string[], lifeSeconds: () => number): Server {
  const part = (document: object): string => Buffer.from(JSON.stringify(document)).toString("base64url")
  const der = readFileSync(certificate, "utf8").replace(/-----[^-]+-----|\n/g, "")
  const header = part({ typ: "JWT", alg: "RS256", x5c: [der] })
  const tokenFor = (scope: string): string => {
    const [type, name, actions = ""] = scope.split(":")
    const now = Math.floor(Date.now() / 1000)
    const times = { nbf: now - 60, iat: now, exp: now + lifeSeconds() }
    const access = [{ type, name, actions: actions.split(",") }]
    const payload = `${header}.${part({ iss: "me", sub: "u", aud: "us", jti: `${now}`, ...times, access })}`
    return `${payload}.${sign("sha256", Buffer.from(payload), createPrivateKey(readFileSync(key))).toString("base64url")}`
  }
  return createServer(async (message, response) => {
    const body = (await message.toArray()).join("")
    const query = new URL(message.url ?? "", "http://x").searchParams
    const form = new URLSearchParams(body)
    const user = Buffer.from((message.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString()
    const isKnown = user === "user:secret" || form.get("refresh_token") === "refresh"
    const scope = query.get("scope") ?? form.get("scope") ?? ""
    seen.push(`${message.method} ${user} ${scope}`)
    if (!isKnown && scope.includes("own/private")) return response.writeHead(401).end()
    return response.end(JSON.stringify(body === "" ? { token: tokenFor(scope) } : { access_token: tokenFor(scope) }))
  })
}

describe.skipIf(!program)(`a registry with a token server${reason}`, () => {
  let registry: RunningRegistry
  let server: Server
  const seen: string[] = []
  let life = 300

  beforeAll(async () => {
    const { key, certificate } = ownCertificate()
    server = tokenServer(key, certificate, seen, () => life)
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
    const settings = `{ realm: "http://localhost:${port}/token", service: us, issuer: me, rootcertbundle: ${certificate} }`
    registry = await startRegistry(program ?? "", join(folder, "token"), ["auth:", `  token: ${settings}`])
    for (const name of ["own/public", "own/private"]) {
      const auth = `Basic ${login("user", "secret").auth}`
      const scope = `repository:${name}:pull,push`
      const answer = await fetch(`http://localhost:${port}/token?scope=${scope}`, { headers: { authorization: auth } })
      const { token } = (await answer.json()) as { token: string }
      await pushImage(pusher(registry.host, name, { authorization: `Bearer ${token}` }), "1")
    }
    seen.length = 0
  })
  afterAll(() => {
    registry.process.kill("SIGKILL")
    server.closeAllConnections()
    server.close()
  })

  test("gives what is public without a login, with one token for everything", async () => {
    await pull(`${registry.host}/own/public:1`)
    expect(seen.splice(0)).toEqual(["GET  repository:own/public:pull"])
  })

  test("takes a password, and an identity token", async () => {
    const ref = `${registry.host}/own/private:1`
    await pull(ref, { cache: false, env: dockerConfig({ auths: { [registry.host]: login("user", "secret") } }) })
    expect(seen.splice(0)).toEqual(["GET user:secret repository:own/private:pull"])
    await pull(ref, { cache: false, env: dockerConfig({ auths: { [registry.host]: { identitytoken: "refresh" } } }) })
    const PATH = helperFolder(registry.host, "<token>", "refresh")
    await pull(ref, { cache: false, env: dockerConfig({ credsStore: "mine" }, { PATH }) })
    expect(seen.splice(0)).toEqual(Array(2).fill("POST  repository:own/private:pull"))
  })

  test("refuses a wrong password with a remedy", async () => {
    const env = dockerConfig({ auths: { [registry.host]: login("user", "wrong") } })
    await expect(pull(`${registry.host}/own/private:1`, { cache: false, env })).rejects.toMatchObject({
      code: "registry-failed",
      problems: [{ fix: expect.stringContaining(`docker login ${registry.host}`) }],
    })
  })

  test("is logged in to anew where the token has run out", async () => {
    seen.length = 0
    // The registry gives tokens a minute's grace: this one is good for two seconds.
    life = -58
    const image = await openRegistryImage(`${registry.host}/own/public:1`, streamed)
    await sleep(4000)
    life = 300
    await expectWhole(image)
    expect(seen.length).toBeGreaterThan(1)
  })
})
