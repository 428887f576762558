/** A figure of a Dagger build: where it comes from, and whether it is exact. */
export interface Figure {
  readonly figure: string
  readonly exact: boolean
  readonly from: string
}

/** What Dagger can tell about a build. `docs/dagger.md` shows it. */
export const figures: readonly Figure[] = [
  { figure: "unpackedBytes, visibleBytes, layers", exact: true, from: "the headers of the exported tarball's layers" },
  { figure: "compressedBytes", exact: true, from: "the tarball's blobs, where gzip was asked for; else absent" },
  { figure: "image.id", exact: true, from: "the config in the exported tarball" },
  { figure: "tarballBytes (quick)", exact: true, from: "the size of the tarball, which stays in the engine" },
  { figure: "visibleBytes (quick)", exact: true, from: "a scanner step over the root file system: no export" },
  {
    figure: "layers[].step, steps[].unpackedBytes",
    exact: true,
    from: "the image's history, as 0.21.8 writes it; where it says something else, `unattributed`",
  },
  { figure: "seconds", exact: false, from: "the caller's clock: with the wait for an engine that is busy" },
  {
    figure: "steps[].seconds, steps[].cached",
    exact: false,
    from: "nothing: Dagger's API does not tell; absent, and `cache` counts 0 of 0",
  },
]
