import { StrataError } from "../../errors/index.ts"
import { type Client, dockerCommand } from "../client/client.ts"
import type { EngineState } from "../embedded/state.ts"
import { ownPlatform } from "../host/runs-platform.ts"
import type { BaseRequest, BaseUsed } from "../types.ts"
import {
  type BootstrapOptions,
  type BootstrappedBase,
  type BootstrapRequest,
  baseName,
  bootstrapBase,
} from "./bootstrap-base.ts"
import { askRegistry } from "./registry-digest.ts"

export interface ResolvedBase {
  readonly used: BaseUsed
  /** What stands in for the reference in the build, as a value of `--build-context`. */
  readonly context?: string
}

/**
 * Where a base made here lies in the engine: the reference and how it was made. The name can belong to no registry:
 * `.local` is reserved (RFC 6762).
 */
export function localTag(ref: string, bootstrap: BootstrapRequest): string {
  const [, repository = ref, tag = "latest"] = /^(.+?)(?::([^/:@]+))?(?:@.*)?$/.exec(ref) ?? []
  return `strata.local/${repository}:${tag}-${baseName(bootstrap).split("-").at(-1)}`
}

/** Id of the image of that name in the engine, if it is for the platform. */
async function imageId(client: Client, ref: string, platform: string): Promise<string | undefined> {
  const format = "{{.Id}} {{.Os}}/{{.Architecture}}"
  const { exitCode, stdout } = await dockerCommand(client, ["image", "inspect", "--format", format, ref])
  const [id, is] = stdout.trim().split(" ")
  // A variant (`linux/arm/v7`) is in a field of its own.
  return exitCode === 0 && is !== undefined && platform.startsWith(is) ? id : undefined
}

async function load(client: Client, tag: string, { tar, madeAt }: BootstrappedBase, platform: string): Promise<string> {
  const changes = ["ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 'CMD ["bash"]']
  const { exitCode, stderr } = await dockerCommand(client, [
    "import",
    ...(platform === ownPlatform() ? [] : ["--platform", platform]),
    ...changes.flatMap((change) => ["--change", change]),
    "--message",
    `strata: mmdebstrap minbase, ${new Date(madeAt).toISOString().slice(0, 10)}`,
    tar,
    tag,
  ])
  const id = exitCode === 0 ? await imageId(client, tag, platform) : undefined
  if (id === undefined)
    throw new StrataError({
      code: "base-unavailable",
      message: `cannot load the base '${tag}' into the engine`,
      detail: stderr,
    })
  return id
}

/**
 * Finds what a build's base really is: an image of that name in the engine; one that was made here before; the
 * registry's; or, where no registry answers and the base can be made, one made now. A base that was made here stays in
 * use until it is refreshed, so that a build does not change because a network came back.
 * @throws StrataError `base-unavailable` and those of `bootstrapBase`
 */
export async function resolveBase(
  client: Client,
  state: EngineState,
  base: BaseRequest,
  options: BootstrapOptions & { readonly platform?: string } = {},
): Promise<ResolvedBase> {
  const { ref } = base
  const { platform = ownPlatform() } = options
  const bootstrap = base.bootstrap && { ...base.bootstrap, platform }
  const own = await imageId(client, ref, platform)
  if (own !== undefined) return { used: { ref, source: "engine", digest: own } }
  const tag = bootstrap ? localTag(ref, bootstrap) : ""
  const made = (id: string): ResolvedBase => ({
    used: { ref, source: "mmdebstrap", digest: id },
    context: `docker-image://${tag}`,
  })
  const earlier = tag !== "" && !options.refresh ? await imageId(client, tag, platform) : undefined
  if (earlier !== undefined) return made(earlier)
  const answer = await askRegistry(client, ref, platform)
  if (answer.kind === "found")
    return { used: { ref, source: "registry", ...(answer.digest === undefined ? {} : { digest: answer.digest }) } }
  if (bootstrap) {
    return made(await load(client, tag, await bootstrapBase(state, bootstrap, options), platform))
  }
  throw new StrataError({
    code: "base-unavailable",
    message:
      answer.kind === "absent"
        ? `the registry does not give out '${ref}'`
        : `no registry answers for the base '${ref}'`,
    fix: "check the name and the network, load the image into the engine, or use an OS that can be made here (debian12, debian13)",
    detail: answer.detail,
  })
}
