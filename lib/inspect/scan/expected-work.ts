import { closeSync, openSync, statSync } from "node:fs"
import { type Compression, compressionAt } from "../../engine/store/compression.ts"
import type { LayerSource } from "../../engine/store/layer-source.ts"

/** Whether a layer is compressed where it lies, and the seconds that scanning it takes, roughly. */
export interface ExpectedWork {
  readonly isCompressed: boolean
  readonly seconds: number
}

/*
 * Bytes a second of one processor (bench/inspect.ts): headers of a plain tar are hopped over, a compressed one goes
 * through zlib, tar-split is mostly text to parse. Only proportions matter here.
 */
const hoppedBytesPerSecond = 20e9
const compressedBytesPerSecond = 150e6
const tarSplitBytesPerSecond = 8e6

function compressionIn(file: string, offset: number, size: number): Compression {
  const fd = openSync(file, "r")
  try {
    return compressionAt(fd, offset, size)
  } finally {
    closeSync(fd)
  }
}

export function expectedWork(source: LayerSource): ExpectedWork {
  if (source.kind === "tar-split")
    return { isCompressed: false, seconds: statSync(source.split).size / tarSplitBytesPerSecond }
  const isCompressed = compressionIn(source.file, source.offset, source.size) !== "none"
  return { isCompressed, seconds: source.size / (isCompressed ? compressedBytesPerSecond : hoppedBytesPerSecond) }
}
