/** What the two backends do with one feature. */
export interface Capability {
  readonly feature: string
  readonly dockerfile: string
  readonly dagger: string
}

/** What they do not do equally. Whatever is not here gives the same files and settings. `docs/dagger.md` shows it. */
export const capabilities: readonly Capability[] = [
  {
    feature: "volume op",
    dockerfile: "yes",
    dagger: "refused (`unsupported-op`): the API has no call for it",
  },
  {
    feature: "stop-signal op",
    dockerfile: "yes",
    dagger: "refused (`unsupported-op`): the API has no call for it",
  },
  {
    feature: "base with `bootstrapSuite`",
    dockerfile: "the registry's image, or one that the engine makes with mmdebstrap",
    dagger: "the registry's image only; `registryMirror` and `baseImage` say where it comes from",
  },
  {
    feature: "copy: source without a `/` at its end",
    dockerfile: "file or folder, as it is found",
    dagger:
      "a file, unless `findFolders` was asked (the pipelines do); a folder then fails and is not copied otherwise",
  },
  {
    feature: "copy: pattern before the last part of a source",
    dockerfile: "yes",
    dagger: "refused (`unsupported-op`)",
  },
  {
    feature: "copy: folder that a pattern in the last part matches",
    dockerfile: "its contents are copied",
    dagger: "the folder itself is copied",
  },
  {
    feature: "copy: folder with an `owner` onto a folder that exists",
    dockerfile: "owner of the one that exists stays",
    dagger: "it gets the owner too",
  },
  {
    feature: "copy: `link`",
    dockerfile: "the layer does not depend on the ones below it",
    dagger: "ignored: Dagger's cache is by the whole chain; the files are the same",
  },
  {
    feature: "modes of copies and files",
    dockerfile: "any",
    dagger: "`1` to `777`; others are refused (`unsupported-op`)",
  },
  {
    feature: "exec: bind mount of a single file",
    dockerfile: "yes",
    dagger: "a folder, unless `findFolders` was asked (the pipelines do); the file can then be written to in that step",
  },
  {
    feature: "exec: script longer than about 128 KiB",
    dockerfile: "bash only",
    dagger: "refused (`unsupported-op`)",
  },
  {
    feature: "workdir: owner of a folder that it makes after a user op",
    dockerfile: "that user",
    dagger: "root",
  },
  {
    feature: "workdir: relative path with no whole path before it",
    dockerfile: "counts from the base's folder",
    dagger: "refused (`unsupported-op`)",
  },
  {
    feature: "remote build cache (`--cache-to`, `--cache-from`)",
    dockerfile: "yes, with buildx",
    dagger: "no: 0.21 has no BuildKit solver; cache volumes and layers are the engine's own",
  },
]
