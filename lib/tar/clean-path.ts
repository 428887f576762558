const slash = 0x2f
const dot = 0x2e

/** First byte behind the "./" that many paths begin with. */
export function behindDot(bytes: Uint8Array, start: number, end: number): number {
  return end - start >= 2 && bytes[start] === dot && bytes[start + 1] === slash ? start + 2 : start
}

/**
 * End of the text in a field from `start` to `end`: its first zero byte, or `end`. -1 where the text is a path that has to
 * be cleaned, by more than taking a slash from its end; few have to.
 */
export function cleanTextEnd(bytes: Uint8Array, start: number, end: number): number {
  let isPartStart = true
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === 0) return at
    // A part that is empty, or begins with a dot and is not certainly a name.
    if (isPartStart && (byte === slash || (byte === dot && !isNameAfterDot(bytes, at + 1, end)))) return -1
    isPartStart = byte === slash
  }
  return end
}

/** Whether a dot before `at` begins a name such as `.git`: not `.`, not `..`. Of `..x` nothing is said. */
function isNameAfterDot(bytes: Uint8Array, at: number, end: number): boolean {
  return at < end && bytes[at] !== 0 && bytes[at] !== slash && bytes[at] !== dot
}

/**
 * Writes a path as it is in the merged file system to `into`: no leading `/` or `./`, nothing doubled, no slash at its
 * end; `..` leads to the folder above, and never out of the root.
 * @returns its length
 */
export function cleanPathBytes(bytes: Uint8Array, start: number, end: number, into: Uint8Array): number {
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
