import { buildxCommand, type Client } from "../client/client.ts"

interface Descriptor {
  readonly digest?: string
  readonly platform?: { readonly os?: string; readonly architecture?: string }
}

interface Manifest {
  readonly manifests?: readonly Descriptor[]
  readonly config?: Descriptor
}

/** Digest of the manifest in an index that this architecture runs. */
export function manifestFor(index: Manifest, architecture: string): string | undefined {
  return index.manifests?.find(({ platform }) => platform?.os === "linux" && platform.architecture === architecture)
    ?.digest
}

export type RegistryAnswer =
  | { readonly kind: "found"; readonly digest?: string }
  | { readonly kind: "absent"; readonly detail: string }
  | { readonly kind: "unreachable"; readonly detail: string }

/** A registry that has not answered by then counts as out of reach. */
const timeoutMilliseconds = 5_000

const answered = /not found|unauthorized|denied|forbidden|unknown:|status(:| code)? 4\d\d|toomanyrequests/i

/** Which registry a reference names: the first part with a dot, a colon or `localhost`; otherwise Docker's. */
export function registryOf(ref: string): string {
  const [first = "", ...rest] = ref.split("/")
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : ""
}

const silent = new Map<string, string>()

async function inspect(client: Client, ref: string): Promise<Manifest | RegistryAnswer> {
  const { exitCode, stdout, stderr, timedOut } = await buildxCommand(client, ["imagetools", "inspect", "--raw", ref], {
    timeoutMilliseconds,
    stopSignal: "SIGKILL",
  })
  if (exitCode === 0) return JSON.parse(stdout) as Manifest
  const detail = timedOut ? `no answer in ${timeoutMilliseconds / 1000} s` : stderr.trim().replace(/^ERROR: /, "")
  return { kind: !timedOut && answered.test(detail) ? "absent" : "unreachable", detail }
}

/**
 * Asks the registry of `ref` for the config digest of the image. A registry that does not answer is not asked again in
 * this process.
 */
export async function askRegistry(client: Client, ref: string, platform: string): Promise<RegistryAnswer> {
  const registry = registryOf(ref)
  const before = silent.get(registry)
  if (before !== undefined) return { kind: "unreachable", detail: before }
  const top = await inspect(client, ref)
  if ("kind" in top) {
    if (top.kind === "unreachable") silent.set(registry, top.detail)
    return top
  }
  const digest = manifestFor(top, platform.split("/")[1] ?? "")
  if (top.manifests && digest === undefined) return { kind: "absent", detail: `it has no image for ${platform}` }
  const manifest = digest === undefined ? top : await inspect(client, `${ref.replace(/@.*$/, "")}@${digest}`)
  if ("kind" in manifest || !manifest.config?.digest) return { kind: "found" }
  return { kind: "found", digest: manifest.config.digest }
}
