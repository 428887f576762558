const slash = 0x2f
const dot = 0x2e

/**
 * Writes a path as it is in the merged file system to `into`: no leading `/` or `./`, nothing doubled, no slash at its
 * end; `..` leads to the folder above, and never out of the root.
 * @returns its length
 */
export function cleanPathBytes(bytes: Uint8Array, start: number, end: number, into: Uint8Array): number {
  // As most are written: "./" at the beginning, a slash at the end of a folder's, and nothing else to clean.
  const from = bytes[start] === dot && bytes[start + 1] === slash && end - start >= 2 ? start + 2 : start
  let to = from
  for (let isPartStart = true; to < end; to++) {
    const byte = bytes[to] as number
    // A part that is empty, or begins with a dot and is not certainly a name.
    if (isPartStart && (byte === slash || (byte === dot && !isNameAfterDot(bytes, to + 1, end))))
      return cleanParts(bytes, start, end, into)
    into[to - from] = byte
    isPartStart = byte === slash
  }
  const length = to - from
  return length > 0 && into[length - 1] === slash ? length - 1 : length
}

/** Whether a dot before `at` begins a name such as `.git`: not `.`, not `..`. Of `..x` nothing is said. */
function isNameAfterDot(bytes: Uint8Array, at: number, end: number): boolean {
  return at < end && bytes[at] !== slash && bytes[at] !== dot
}

/** The same for any path, part by part. */
function cleanParts(bytes: Uint8Array, start: number, end: number, into: Uint8Array): number {
  let length = 0
  let from = start
  while (from < end) {
    let to = from
    while (to < end && bytes[to] !== slash) to++
    const isEmpty = to === from || (to === from + 1 && bytes[from] === dot)
    if (to === from + 2 && bytes[from] === dot && bytes[from + 1] === dot) {
      while (length > 0 && into[--length] !== slash);
    } else if (!isEmpty) {
      if (length > 0) into[length++] = slash
      for (let index = from; index < to; index++) into[length++] = bytes[index] ?? 0
    }
    from = to + 1
  }
  return length
}

/** `cleanPathBytes` for text. */
export function cleanPath(path: string): string {
  const bytes = Buffer.from(path)
  const into = Buffer.alloc(bytes.length)
  return into.toString("utf8", 0, cleanPathBytes(bytes, 0, bytes.length, into))
}
