import { spawnSync } from "node:child_process"

export const plain = { compression: "none", missing: false } as const

/** Compressions to test; `missing` where the machine lacks the command for it. */
export const packers = [
  { compression: "gzip", missing: false },
  { compression: "zstd", missing: spawnSync("zstd", ["--version"]).status !== 0 },
] as const
