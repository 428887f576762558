import type { CacheSharingMode, Container } from "@dagger.io/dagger"
import type { CacheSharing, ExecOp, Mount } from "../../ir/index.ts"
import { copySourceKey, isFolder } from "./copy-source.ts"
import { filesOf, type StageContext } from "./stage-context.ts"

// The client's enum is a value; only its types are imported here, so that no client is loaded with the library.
const sharingModes = {
  shared: "SHARED",
  private: "PRIVATE",
  locked: "LOCKED",
} as const satisfies Record<CacheSharing, `${CacheSharingMode}`>

/** Where the agent of an ssh mount is, as BuildKit has it. */
export function agentSocket(position: number): string {
  return `/run/buildkit/ssh_agent.${position}`
}

/** The ssh mounts of a step whose agent was given. */
function agents(op: ExecOp, { options }: StageContext): readonly string[] {
  return op.mounts.flatMap((mount) => (mount.kind === "ssh" && options.ssh?.[mount.id] ? [mount.id] : []))
}

type Bind = Extract<Mount, { kind: "bind" }>

/** A folder, unless `findFolders` found that the source is none. */
function withBind(
  container: Container,
  { source = "/", from, target, writable }: Bind,
  context: StageContext,
): Container {
  const files = filesOf(from, context)
  const { folders } = context.options
  if (folders && !isFolder(source) && !folders.has(copySourceKey(from, source, context.keys)))
    return container.withMountedFile(target, files.file(source))
  const folder = source === "/" ? files : files.directory(source)
  return container.withMountedDirectory(target, folder, writable ? {} : { readOnly: true })
}

function mounted(container: Container, mount: Mount, op: ExecOp, context: StageContext): Container {
  const { client, options } = context
  switch (mount.kind) {
    case "cache":
      return container.withMountedCache(mount.target, client.cacheVolume(mount.id), {
        sharing: sharingModes[mount.sharing] as CacheSharingMode,
      })
    case "bind":
      return withBind(container, mount, context)
    case "secret": {
      const secret = options.secrets?.[mount.id]
      return secret === undefined ? container : container.withMountedSecret(mount.target, secret)
    }
    case "ssh": {
      const socket = options.ssh?.[mount.id]
      return socket === undefined
        ? container
        : container.withUnixSocket(agentSocket(agents(op, context).indexOf(mount.id)), socket)
    }
    case "tmpfs":
      return container.withMountedTemp(mount.target, mount.sizeBytes === undefined ? {} : { size: mount.sizeBytes })
  }
}

function unmounted(container: Container, mount: Mount, op: ExecOp, context: StageContext): Container {
  if (mount.kind === "ssh") {
    const position = agents(op, context).indexOf(mount.id)
    return position < 0 ? container : container.withoutUnixSocket(agentSocket(position))
  }
  if (mount.kind === "secret" && context.options.secrets?.[mount.id] === undefined) return container
  return container.withoutMount(mount.target)
}

/** Runs `run` with the mounts of a step in place; nothing of them stays for later steps. */
export function withMounts(op: ExecOp, context: StageContext, run: (container: Container) => Container): Container {
  const ready = op.mounts.reduce((next, mount) => mounted(next, mount, op, context), context.container)
  return op.mounts.toReversed().reduce((next, mount) => unmounted(next, mount, op, context), run(ready))
}

/** Whether the step has an agent's socket. */
export function hasAgent(op: ExecOp, context: StageContext): boolean {
  return agents(op, context).length > 0
}
