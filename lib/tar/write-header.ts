import { formatNumber } from "./numbers.ts"
import { blockSize } from "./tar-parser.ts"

/**
 * A ustar header for a regular file of mode 644 or a directory of mode 755, owned by root, at the epoch.
 * @param path at most 100 bytes.
 */
export function writeHeader(path: string, size: number, type: "file" | "directory" = "file"): Buffer {
  const block = Buffer.alloc(blockSize)
  block.write(path, 0, 100, "utf8")
  formatNumber(type === "file" ? 0o644 : 0o755, 8).copy(block, 100)
  formatNumber(0, 8).copy(block, 108)
  formatNumber(0, 8).copy(block, 116)
  formatNumber(size, 12).copy(block, 124)
  formatNumber(0, 12).copy(block, 136)
  block.write("        ", 148, "latin1")
  block.write(type === "file" ? "0" : "5", 156, "latin1")
  block.write("ustar\x0000", 257, "latin1")
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1")
  return block
}
