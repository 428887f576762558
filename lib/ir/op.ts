import type { CudaOwner } from "./cuda.ts"
import type { Install } from "./install.ts"
import type { Mount } from "./mount.ts"
import type { Origin } from "./origin.ts"

/** Where a stage begins. */
export type BaseSource =
  | {
      readonly kind: "image"
      readonly ref: string
      /** `sha256:...` of the manifest or index: pins the reference. */
      readonly digest?: string
      /** Debian suite that an engine can make this base from where no registry answers. */
      readonly bootstrapSuite?: string
    }
  | { readonly kind: "stage"; readonly stage: string }
  | { readonly kind: "scratch" }

/** Owner of files as they are made: numbers, or names that the stage's own /etc/passwd and /etc/group know. */
export interface Owner {
  readonly user: string | number
  readonly group: string | number
}

interface Op<Kind extends string> {
  readonly kind: Kind
  readonly origin: Origin
}

export interface FromOp extends Op<"from"> {
  readonly source: BaseSource
}

export interface ExecOp extends Op<"exec"> {
  /** Complete script; it runs with `set -eu` (bash: and `pipefail`) already in it. */
  readonly script: string
  readonly shell: "sh" | "bash"
  readonly mounts: readonly Mount[]
  /** True for shell text that the user wrote: nothing is known about what it does. */
  readonly raw?: true
  readonly installs?: readonly Install[]
  /** Says that this op brings the CUDA libraries, where its installs do not show it. */
  readonly cuda?: CudaOwner
  /** Platforms that there is something to fetch for. Absent: whatever the image is for. */
  readonly platforms?: readonly string[]
}

export interface CopyOp extends Op<"copy"> {
  /** Stage to copy from; the build context when absent. */
  readonly from?: string
  readonly sources: readonly string[]
  /** Ends in `/` when it is a folder to copy into. */
  readonly destination: string
  readonly owner?: Owner
  /** Octal digits, e.g. `755`. */
  readonly mode?: string
  /** Makes the layer independent of the ones below it (BuildKit's `--link`). */
  readonly link?: true
  /** Says that what is copied holds the CUDA libraries. */
  readonly cuda?: CudaOwner
  /** Platforms that what is copied runs on. Absent: whatever the image is for. */
  readonly platforms?: readonly string[]
}

/** A small text file whose content is part of the image definition. */
export interface FileOp extends Op<"file"> {
  readonly path: string
  readonly content: string
  /** Octal digits, e.g. `644`. */
  readonly mode: string
  readonly owner?: Owner
  /** Of a program that installs what the image only offers: unpacked bytes that whoever runs it pays. Deferred, not saved. */
  readonly deferredBytes?: number
  /** Of such a program: platforms that it has something to fetch for. Absent: whatever the image is for. */
  readonly platforms?: readonly string[]
}

export interface EnvOp extends Op<"env"> {
  /** `${NAME}` in a value stands for what NAME was before this op. */
  readonly variables: Readonly<Record<string, string>>
}

export interface WorkdirOp extends Op<"workdir"> {
  readonly path: string
}

export interface UserOp extends Op<"user"> {
  readonly user: string
  readonly group?: string
}

export interface LabelOp extends Op<"label"> {
  readonly labels: Readonly<Record<string, string>>
}

export interface EntrypointOp extends Op<"entrypoint"> {
  readonly command: readonly string[]
}

export interface CmdOp extends Op<"cmd"> {
  readonly command: readonly string[]
}

export interface ExposeOp extends Op<"expose"> {
  readonly port: number
  readonly protocol: "tcp" | "udp"
}

export interface HealthcheckOp extends Op<"healthcheck"> {
  readonly command: readonly string[]
  readonly intervalSeconds?: number
  readonly timeoutSeconds?: number
  readonly startPeriodSeconds?: number
  readonly retries?: number
}

export interface VolumeOp extends Op<"volume"> {
  readonly paths: readonly string[]
}

export interface StopSignalOp extends Op<"stop-signal"> {
  readonly signal: string
}

export type AnyOp =
  | FromOp
  | ExecOp
  | CopyOp
  | FileOp
  | EnvOp
  | WorkdirOp
  | UserOp
  | LabelOp
  | EntrypointOp
  | CmdOp
  | ExposeOp
  | HealthcheckOp
  | VolumeOp
  | StopSignalOp

export type OpKind = AnyOp["kind"]
export type OpOf<Kind extends OpKind> = Extract<AnyOp, { readonly kind: Kind }>
