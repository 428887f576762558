import { createHash } from "node:crypto"
import { promisify } from "node:util"
import { gunzip } from "node:zlib"
import { z } from "zod"
import { cleanPath, type TarEntry, TarFeed, toEntry } from "../../tar/index.ts"
import type { Blob } from "./blob.ts"

/** Where the manifest names the digest of a layer's index (stargz-snapshotter, "eStargz: Standard-Compatible Extensions"). */
export const tocDigestKey = "containerd.io/snapshot/stargz/toc.digest"

/** The blob ends in an empty gzip member whose extra field says where the index begins: 16 hexadecimal digits and `STARGZ`. */
const footerBytes = 51
const footerPattern = /^.{12}SG..([0-9a-f]{16})STARGZ/s

/** An index of a million files has about 300 MB; a larger one is left alone and the layer read whole. */
const mostIndexBytes = 400_000_000

const indexName = "stargz.index.json"

const types = {
  dir: "directory",
  reg: "file",
  symlink: "symlink",
  hardlink: "hardlink",
  char: "device",
  block: "device",
  fifo: "fifo",
} as const

const indexSchema = z.object({
  version: z.literal(1),
  entries: z.array(
    z.object({
      name: z.string(),
      /** `chunk` is a further part of the file before it. */
      type: z.enum(["dir", "reg", "symlink", "hardlink", "char", "block", "fifo", "chunk"]),
      size: z.int().nonnegative().default(0),
      mode: z.int().nonnegative().default(0),
      uid: z.int().default(0),
      gid: z.int().default(0),
      linkName: z.string().default(""),
    }),
  ),
})
type IndexEntry = z.infer<typeof indexSchema>["entries"][number]

function ownEntry({ name, type, size, mode, uid, gid, linkName }: IndexEntry): readonly TarEntry[] {
  if (type === "chunk") return []
  const common = { path: cleanPath(name), type: types[type], size: type === "reg" ? size : 0, mode, uid, gid }
  if (type === "hardlink") return [{ ...common, linkTarget: cleanPath(linkName) }]
  return [type === "symlink" ? { ...common, linkTarget: linkName } : common]
}

/** The index is a file of the layer's tar itself, the last one, packed on its own. */
function readMember(tar: Buffer): { readonly entry: TarEntry; readonly content: Buffer } | undefined {
  let found: { readonly entry: TarEntry; readonly at: number } | undefined
  new TarFeed((entry, at) => {
    found ??= { entry: toEntry(entry), at }
  }).push(tar)
  if (found?.entry.path !== indexName) return undefined
  return { entry: found.entry, content: tar.subarray(found.at, found.at + found.entry.size) }
}

/**
 * Entries of an eStargz layer from the index at its end: two reads, and next to nothing is unpacked. They are those that
 * the layer's tar has, in its order.
 * @param tocDigest what the manifest says of the index. Without it nothing binds the index to the layer, so it is not read.
 * @returns undefined where the layer has no index that can be relied on: it has to be read whole
 * @throws Error where the blob cannot be read
 */
export async function readStargzIndex(blob: Blob, tocDigest: string): Promise<readonly TarEntry[] | undefined> {
  if (blob.size <= footerBytes) return undefined
  const footer = (await blob.read(footerBytes, blob.size - footerBytes)).toString("latin1")
  const offset = Number.parseInt(footerPattern.exec(footer)?.[1] ?? "", 16)
  const length = blob.size - footerBytes - offset
  if (!(length > 0 && length < mostIndexBytes)) return undefined
  const packed = await blob.read(length, offset)
  try {
    const member = readMember(await promisify(gunzip)(packed, { maxOutputLength: mostIndexBytes }))
    if (!member) return undefined
    if (`sha256:${createHash("sha256").update(member.content).digest("hex")}` !== tocDigest) return undefined
    const { entries } = indexSchema.parse(JSON.parse(member.content.toString("utf8")))
    return [...entries.flatMap(ownEntry), member.entry]
  } catch {
    // Whatever is wrong with the index is no fault of the layer.
    return undefined
  }
}
