import { arch } from "node:os"
import { StrataError } from "../../errors/index.ts"
import { type Client, dockerCommand } from "../client/client.ts"
import type { EngineState } from "../embedded/state.ts"
import type { BaseRequest, BaseUsed } from "../types.ts"
import { type BootstrapOptions, type BootstrapRequest, baseName, bootstrapBase } from "./bootstrap-base.ts"
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

async function imageId(client: Client, ref: string): Promise<string | undefined> {
  const { exitCode, stdout } = await dockerCommand(client, ["image", "inspect", "--format", "{{.Id}}", ref])
  return exitCode === 0 ? stdout.trim() : undefined
}

async function load(client: Client, tag: string, tar: string, madeAt: number): Promise<string> {
  const changes = ["ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 'CMD ["bash"]']
  const { exitCode, stderr } = await dockerCommand(client, [
    "import",
    ...changes.flatMap((change) => ["--change", change]),
    "--message",
    `strata: mmdebstrap minbase, ${new Date(madeAt).toISOString().slice(0, 10)}`,
    tar,
    tag,
  ])
  const id = exitCode === 0 ? await imageId(client, tag) : undefined
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
  options: BootstrapOptions = {},
): Promise<ResolvedBase> {
  const { ref, bootstrap } = base
  const own = await imageId(client, ref)
  if (own !== undefined) return { used: { ref, source: "engine", digest: own } }
  const tag = bootstrap ? localTag(ref, bootstrap) : ""
  const made = (id: string): ResolvedBase => ({
    used: { ref, source: "mmdebstrap", digest: id },
    context: `docker-image://${tag}`,
  })
  const earlier = tag !== "" && !options.refresh ? await imageId(client, tag) : undefined
  if (earlier !== undefined) return made(earlier)
  const answer = await askRegistry(client, ref, arch() === "x64" ? "amd64" : arch())
  if (answer.kind === "found")
    return { used: { ref, source: "registry", ...(answer.digest === undefined ? {} : { digest: answer.digest }) } }
  if (bootstrap) {
    const { tar, madeAt } = await bootstrapBase(state, bootstrap, options)
    return made(await load(client, tag, tar, madeAt))
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
