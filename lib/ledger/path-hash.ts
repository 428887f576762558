/** Hash of the root's path. */
export const rootHash = 0x811c9dc5

/**
 * Hash of a path, from its folder's and the bytes of its own name: FNV-1a over the whole path. It says nothing of numbers in
 * a table, so whoever reads paths can make it.
 */
export function pathHash(folderHash: number, bytes: Uint8Array, start: number, end: number): number {
  // What stands for the slash; the shift spreads what came in last.
  let hash = Math.imul(folderHash ^ (folderHash >>> 15) ^ 0x2f, 0x01000193)
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
