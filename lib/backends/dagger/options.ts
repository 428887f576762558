import type { Directory, Secret, Socket } from "@dagger.io/dagger"

/** What a Dagger build needs besides the definition. */
export interface DaggerOptions {
  /** The user's own files, for copies and binds that name no stage. */
  readonly context?: Directory
  /** Secret id -> secret. Optional secrets that are not here are left out of the steps that could use them. */
  readonly secrets?: Readonly<Record<string, Secret>>
  /** Id of an ssh mount -> socket of an agent. */
  readonly ssh?: Readonly<Record<string, Socket>>
  /**
   * Reference that takes the place of the target's base image, and of the base of every stage that begins at the same
   * reference. A builder with a base of its own keeps it.
   */
  readonly baseImage?: string
  /** Registry, with or without a path, that base images come from whose reference names no registry. */
  readonly registryMirror?: string
  /** Sources of copies and binds that are folders though they do not end in `/`: what `findFolders` found. */
  readonly folders?: ReadonlySet<string>
}
