import type { LazyApt, LazyArchive, LazyFile, LazyNpm, LazyPip, LazySource } from "./source.ts"

/** What menus show: before the install an entry that offers it, after it one that starts the program. */
export interface LazyDesktop {
  /** Name in menus. */
  readonly title: string
  /** Command to start, with field codes such as `%F` if it takes files. */
  readonly exec: string
  readonly icon?: string
  /** Registered categories of the Desktop Menu Specification, e.g. `Graphics`. */
  readonly categories?: readonly string[]
  /**
   * Entry that the packages themselves bring, e.g. `blender.desktop`: the offer has that name, and is taken away once
   * theirs is there. Default: an entry of our own.
   */
  readonly entry?: `${string}.desktop`
}

interface Common {
  /** Lower-case letters, digits and `-`; the program is `install-<name>`. */
  readonly name: string
  /** One line: what it is. */
  readonly summary: string
  /** Unpacked bytes on the disk once it is installed: deferred, not saved. */
  readonly diskBytes: number
  /** Bytes that are fetched, which need room as well until all is in place. Default: as many as `diskBytes`. */
  readonly downloadBytes?: number
  readonly desktop?: LazyDesktop
}

/** `system` is for everybody and needs root; `user` stays below `~/.local` (or where a file's `to` says). */
export type LazyInstallerOptions = Common &
  (
    | { readonly scope: "system"; readonly source: LazyApt | LazyArchive | LazyFile<`/${string}`> | LazyNpm | LazyPip }
    | { readonly scope: "user"; readonly source: LazyArchive | LazyFile<`~/${string}`> | LazyNpm | LazyPip }
  )

/** A thing that an image offers to install, as frozen data; {@link lazyInstaller} makes it. */
export interface LazyInstaller extends Common {
  readonly kind: "lazy-installer"
  readonly scope: "system" | "user"
  readonly source: LazySource
}
