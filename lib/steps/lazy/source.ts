import type { PlatformName } from "../../ir/index.ts"

/** Packages of the distribution's archive; apt itself checks and resumes what it fetches. */
export interface LazyApt {
  readonly kind: "apt"
  /** As apt takes them: `blender`, or pinned as `blender=3.4.1+dfsg-2`. */
  readonly packages: readonly string[]
}

/** A release that its makers publish as an archive; it becomes the folder `/opt/<name>`. */
export interface LazyArchive {
  readonly kind: "archive"
  readonly url: string
  /** Of the archive, 64 hexadecimal digits. */
  readonly sha256: string
  readonly format: "tar.xz" | "tar.gz" | "zip"
  /** What its programs run on; default: `linux/amd64`. An image for another platform is refused. */
  readonly platforms?: readonly PlatformName[]
  /** Folder inside the archive that becomes `/opt/<name>`; default: all of it. */
  readonly folder?: string
  /** Command -> its file below `/opt/<name>`. */
  readonly programs: Readonly<Record<string, string>>
}

/** One file that is used as it is, such as a model. `~/` is the home of whoever installs. */
export interface LazyFile<To extends string = `/${string}` | `~/${string}`> {
  readonly kind: "file"
  readonly url: string
  /** Of the file, 64 hexadecimal digits. */
  readonly sha256: string
  readonly to: To
}

/** npm packages in a prefix of their own; the image needs npm. */
export interface LazyNpm {
  readonly kind: "npm"
  /** Exact versions: `serve@14.2.5`. */
  readonly packages: readonly `${string}@${string}`[]
  /** Commands of these packages to link. */
  readonly programs: readonly string[]
}

/** Python packages in an environment of their own. */
export interface LazyPip {
  readonly kind: "pip"
  /** Exact versions: `httpie==3.2.4`. */
  readonly packages: readonly `${string}==${string}`[]
  /** Commands of these packages to link. */
  readonly programs: readonly string[]
}

export type LazySource = LazyApt | LazyArchive | LazyFile | LazyNpm | LazyPip
