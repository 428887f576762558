/** Folders that Python imports from, below the prefix they belong to: `lib/python3.11/site-packages`, Debian's `lib/python3/dist-packages`. */
const inPrefix = /(?:^|\/)lib(?:64)?\/(?:python|pypy)\d?(?:\.\d+)?t?\/(?:site|dist)-packages$/

/** The environment of a folder of packages: its prefix, or the folder itself where it is none of an interpreter's. */
export function environment(sitePath: string): string {
  return sitePath.replace(inPrefix, "")
}

/**
 * Unpacked copies that others are made from: `archive-v0/HASH` of uv, `pkgs/NAME-VERSION-BUILD` of conda, and what lies
 * in a cache otherwise (virtualenv), unless it is an environment (poetry, pre-commit).
 */
const unpackedCopy =
  /(?:^|\/)(?:archive-v\d+\/[^/]+\/|pkgs\/[^/]+-[^/]+-[^/]+\/|\.cache\/(?!.*\/(?:site|dist)-packages\/))/

/** Whether a path lies in what a manager keeps to install from, and is installed nowhere. */
export function isCached(path: string): boolean {
  return unpackedCopy.test(path)
}

export function isSite(path: string): boolean {
  return inPrefix.test(path) || /(?:^|\/)(?:site|dist)-packages$/.test(path)
}
