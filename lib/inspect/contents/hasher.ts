import { createRequire } from "node:module"

/** Hashes one content after the other. */
export interface Hasher {
  begin(): void
  add(bytes: Uint8Array): void
  /** 32 hexadecimal digits. */
  end(): string
}

/**
 * XXH3 of 128 bits. Nobody deletes a file for its hash, so it has to withstand chance, not malice: among a million
 * different files, two of equal hash come with a probability of 10^12 / 2^129, about 10^-27.
 */
export async function makeHasher(): Promise<Hasher> {
  // The package's main module brings two dozen other algorithms, ten times the size, and is slow to load.
  const { createXXHash128 } = createRequire(import.meta.url)("hash-wasm/dist/xxhash128.umd.min.js") as Pick<
    typeof import("hash-wasm"),
    "createXXHash128"
  >
  const hash = await createXXHash128()
  return {
    begin: () => hash.init(),
    add: (bytes) => hash.update(bytes),
    end: () => hash.digest("hex"),
  }
}
