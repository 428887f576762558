/** Something that a tool keeps for its next run, and how not to have it in an image. */
export interface CacheKind {
  readonly title: string
  /** The end of a sentence that begins "In the step ...". */
  readonly remedy: string
  /** Of folders, with a slash at their end; the first kind that fits counts. */
  readonly paths: readonly RegExp[]
}

const mounted = (folder: string): string => `RUN --mount=type=cache,target=${folder}`

/** What counts as a cache is said by categories; here is only how each is mended. */
export const cacheKinds: readonly CacheKind[] = [
  {
    title: "package lists",
    remedy: `delete /var/lib/apt/lists after installing, or mount it: ${mounted("/var/lib/apt/lists")}`,
    paths: [/^var\/lib\/apt\/lists\//],
  },
  {
    title: "apt's cache",
    remedy: `run apt-get clean after installing, or mount the archive: ${mounted("/var/cache/apt")}`,
    paths: [/^var\/cache\/apt\//],
  },
  {
    title: "caches of dnf, zypper and apk",
    remedy: "run dnf clean all, zypper clean --all, or install with apk add --no-cache",
    paths: [/^var\/cache\/(?:dnf|yum|libdnf5|zypp|apk)\//],
  },
  {
    title: "conda's package cache",
    remedy: "run conda clean --all --yes after installing, or install in a builder and copy the prefix only",
    paths: [/(?:^|\/)pkgs\//],
  },
  {
    title: "pip's and uv's caches",
    remedy: `install with --no-cache-dir (uv: --no-cache), or mount the cache: ${mounted("/root/.cache")}`,
    paths: [/(?:^|\/)\.cache\/(?:pip|uv)\//],
  },
  {
    title: "caches of npm, yarn and pnpm",
    remedy: `run npm cache clean --force after installing, or mount the cache: ${mounted("/root/.npm")}`,
    paths: [/(?:^|\/)(?:\.npm|_cacache|\.yarn\/cache|\.cache\/yarn|\.pnpm-store)\//],
  },
  {
    title: "caches of compilers and build tools",
    remedy: "build in a builder stage and copy what was built, or mount the cache",
    paths: [/(?:^|\/)(?:\.ccache|\.gradle|\.m2|\.cargo|cargo\/registry|go\/pkg\/mod|\.cache\/(?:go-build|bazel))\//],
  },
  {
    title: "downloaded models and data",
    remedy: "mount them when the container runs, or download them into a folder that is meant to stay",
    paths: [/(?:^|\/)\.cache\/(?:huggingface|torch)\//],
  },
  {
    title: "logs",
    remedy: "delete what was logged while building",
    paths: [/^var\/log\//, /(?:^|\/)_logs\//],
  },
  {
    title: "temporary files",
    remedy: `delete them in the same step, or mount the folder: RUN --mount=type=tmpfs,target=/tmp`,
    paths: [/^(?:tmp|var\/tmp|run|var\/run)\//],
  },
]

/** Whatever none of `cacheKinds` names. */
export const otherCaches: CacheKind = {
  title: "other caches",
  remedy: "delete them in the same step, or mount the folder as a cache",
  paths: [],
}
