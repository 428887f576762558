import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import type { StoredImage } from "../../../lib/engine/store/types.ts"
import type { Entry } from "./entry.ts"
import { entryOf, fieldsOf } from "./fields.ts"

/** An entry of the finished file system. */
export interface RootEntry extends Entry {
  /** Entries with one inode are one file. */
  readonly inode: string
  /** Where a symbolic link leads in the end. */
  readonly end: string
}

export interface WalkedRoot {
  readonly entries: readonly RootEntry[]
  /** For each path that was asked for: where it is, with the folders' links followed. */
  readonly places: readonly string[]
}

/** Mounts the layers as Linux does for a container, in a mount namespace that ends with the command. */
const mountAndWalk = `
mkdir "$3/root" "$3/empty" && cd "$1" &&
mount -t overlay overlay -o "ro,lowerdir=$2:$3/empty" "$3/root" && exec python3 "$4" "$3/root"`

/** Overlay2's folders by their short names, top first: mount(2) takes one page of options. */
function lowerFolders({ layers }: StoredImage): { readonly store: string; readonly lowers: string } {
  const folders = layers.map(({ diffId, source }) => {
    if (source?.kind !== "tar-split") throw new Error(`${diffId} is in no classic store, so it cannot be mounted`)
    return dirname(source.folder)
  })
  const lowers = folders.map((folder) => `l/${readFileSync(join(folder, "link"), "utf8").trim()}`).reverse()
  return { store: dirname(folders[0] ?? ""), lowers: lowers.join(":") }
}

/** Walks the root file system of an image in the classic store, mounted by the kernel. Needs root and Python. */
export async function walkRoot(image: StoredImage, asked: readonly string[]): Promise<WalkedRoot> {
  const { store, lowers } = lowerFolders(image)
  const folder = mkdtempSync(join(tmpdir(), "strata-truth-"))
  try {
    const walker = join(import.meta.dirname, "walk_root.py")
    const args = ["--mount", "sh", "-c", mountAndWalk, "-", store, lowers, folder, walker]
    const child = spawn("unshare", args, { stdio: ["pipe", "pipe", "inherit"] })
    const chunks: Buffer[] = []
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk))
    child.stdin.end(asked.map((path) => `${path}\0`).join(""))
    const [code] = await once(child, "close")
    if (code !== 0) throw new Error(`walking the root file system ended with ${code}`)
    return parseWalk(fieldsOf(Buffer.concat(chunks).toString("utf8")))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const fieldCount = 9

function parseWalk(fields: readonly string[]): WalkedRoot {
  const entries: RootEntry[] = []
  let at = 0
  // A record begins with a kind, which is never empty.
  for (; fields[at]; at += fieldCount) {
    const record = fields.slice(at, at + fieldCount)
    const [end = "", inode = ""] = record.slice(-2)
    entries.push({ ...entryOf(record), end: end.slice(1), inode })
  }
  return { entries, places: fields.slice(at + 1).map((path) => path.replace(/^\/+/, "")) }
}
