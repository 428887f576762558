import { closeSync, openSync, readSync, statSync } from "node:fs"
import type { LayerSource } from "../../engine/store/layer-source.ts"
import { compressionOf } from "../../engine/store/plain-tar.ts"

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

function firstBytes(file: string, offset: number): Buffer {
  const bytes = Buffer.alloc(4)
  const fd = openSync(file, "r")
  try {
    readSync(fd, bytes, 0, bytes.length, offset)
  } finally {
    closeSync(fd)
  }
  return bytes
}

export function expectedWork(source: LayerSource): ExpectedWork {
  if (source.kind === "tar-split")
    return { isCompressed: false, seconds: statSync(source.split).size / tarSplitBytesPerSecond }
  const isCompressed = compressionOf(firstBytes(source.file, source.offset)) !== "none"
  return { isCompressed, seconds: source.size / (isCompressed ? compressedBytesPerSecond : hoppedBytesPerSecond) }
}
