/** Hash of the root's path. */
export const rootHash = 0x811c9dc5

const prime = 0x01000193

/*
 * Hash of a path, from its folder's and the bytes of its own name: FNV-1a over the whole path. It says nothing of numbers in
 * a table, so whoever reads paths can make it. The three steps are for who looks at each byte anyway.
 */

/** Where the hash of a path in the folder of that hash begins: what stands for the slash; the shift spreads what came in last. */
export function beginHash(folderHash: number): number {
  return Math.imul(folderHash ^ (folderHash >>> 15) ^ 0x2f, prime)
}

/** After the next byte of the name. */
export function addToHash(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, prime)
}

/** After the last one. */
export function endHash(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0
}

/** All at once. */
export function pathHash(folderHash: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = beginHash(folderHash)
  for (let index = start; index < end; index++) hash = addToHash(hash, bytes[index] as number)
  return endHash(hash)
}
