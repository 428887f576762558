import type { ImageStore } from "./store/types.ts"

/** Which engine was asked for; `auto` takes the first that answers: docker, then embedded. */
export type EngineName = "docker" | "embedded"
export type EngineChoice = EngineName | "auto"

/**
 * Where an engine keeps images. `classic` (overlay2) is fast and half the disk; `containerd` can export build cache
 * and OCI archives itself. Chosen per build: see `storeFor`.
 */
export type StoreName = "classic" | "containerd"

/** Typed form of buildx's `--cache-to` / `--cache-from`. */
export type CacheLocation =
  | { readonly kind: "local"; readonly directory: string; readonly mode?: "min" | "max" }
  | { readonly kind: "registry"; readonly ref: string; readonly mode?: "min" | "max"; readonly insecure?: boolean }
  | { readonly kind: "inline" }

/** A base image that the engine has to provide itself where no registry answers. */
export interface BaseRequest {
  /** The reference as the Dockerfile names it, e.g. `debian:bookworm-slim`. */
  readonly ref: string
  /** How to make its root file system without a registry; absent for images that only a registry has. */
  readonly bootstrap?: { readonly suite: string; readonly include?: readonly string[] }
}

/** What really served as a base in a build: recorded in the metrics. */
export interface BaseUsed {
  readonly ref: string
  readonly source: "registry" | "engine" | "mmdebstrap"
  /** Id of what was used: the digest of its config, or, where it lies in a containerd store, of its manifest. */
  readonly digest?: string
}

export interface BuildRequest {
  /** Folder of the user's files that the Dockerfile copies from. */
  readonly contextDirectory: string
  /** Absolute path of the Dockerfile: inside the context or anywhere else (buildx sends it on its own). */
  readonly dockerfile: string
  /** Named contexts beside it, name -> folder (buildx's `--build-context`). */
  readonly contexts?: Readonly<Record<string, string>>
  readonly target?: string
  /** `os/arch[/variant]`; default: the builder's own. */
  readonly platform?: string
  readonly tags: readonly string[]
  readonly bases: readonly BaseRequest[]
  /** Secret id -> file on the host. They are mounted in steps, never part of a layer. */
  readonly secrets: Readonly<Record<string, string>>
  readonly cacheFrom?: readonly CacheLocation[]
  readonly cacheTo?: readonly CacheLocation[]
  readonly noCache?: boolean
  /** Makes bases anew that were made on this machine before (`--refresh-base`). */
  readonly refreshBases?: boolean
  /** Bytes the build is expected to need, for the check before it starts. */
  readonly expectedBytes?: number
}

/** What BuildKit reports while it works, one event at a time. Times are milliseconds since the epoch. */
export type BuildEvent =
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "step-started"; readonly id: string; readonly name: string; readonly time: number }
  | {
      readonly kind: "step-finished"
      readonly id: string
      readonly name: string
      readonly time: number
      readonly seconds: number
      readonly cached: boolean
      readonly error?: string
    }
  | { readonly kind: "log"; readonly id: string; readonly text: string }
  | {
      readonly kind: "progress"
      readonly id: string
      readonly label: string
      readonly current: number
      readonly total?: number
    }

/** One vertex of BuildKit's graph as it ended. `name` is like `[runtime 3/9] RUN ...`. */
export interface StepReport {
  readonly name: string
  readonly seconds: number
  readonly cached: boolean
}

export interface BuildResult {
  /** Digest of the image config. */
  readonly imageId: string
  /** Digest of the image's manifest, where buildx tells it. */
  readonly manifest?: string
  readonly tags: readonly string[]
  readonly steps: readonly StepReport[]
  readonly bases: readonly BaseUsed[]
  readonly seconds: number
}

export interface EngineInfo {
  readonly name: EngineName
  readonly store: StoreName
  /** Version of the docker daemon. */
  readonly version: string
  readonly buildxVersion?: string
  /** Free bytes where its data lie; absent for an engine on another machine. */
  readonly freeBytes?: number
}

/** A running engine. Made by `openEngine`; every method may throw a StrataError. */
export interface Engine {
  readonly info: EngineInfo
  build(
    request: BuildRequest,
    options?: { onEvent?: (event: BuildEvent) => void; signal?: AbortSignal },
  ): Promise<BuildResult>
  /** Platforms that it builds for, own and emulated; empty where its builder does not say. */
  platforms(): Promise<readonly string[]>
  /** Reads images without exporting them where the store's files can be reached, through `docker save` where not. */
  readonly images: ImageStore
  /** Runs a command in a new container of `image` and removes the container. Standard streams are inherited or captured. */
  run(image: string, command: readonly string[], options?: RunOptions): Promise<RunResult>
  /** Runs the engine's own docker client, e.g. `["image", "rm", "x"]`. */
  docker(args: readonly string[], options?: { stdio?: "inherit" | "capture" }): Promise<RunResult>
}

export interface RunOptions {
  readonly stdio?: "inherit" | "capture"
  readonly env?: Readonly<Record<string, string>>
  readonly user?: string
  readonly entrypoint?: string
  readonly signal?: AbortSignal
}

export interface RunResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}
