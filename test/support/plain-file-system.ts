import fc from "fast-check"
import type { LayerEntry } from "../../lib/engine/store/types.ts"

/** A file system as plain as can be: path -> folder, or a file with its inode. Slow, and easy to see through; links are not followed. */
export type Plain = Map<string, "folder" | { readonly bytes: number }>

function below(fs: Plain, path: string): readonly string[] {
  return [...fs.keys()].filter((other) => other.startsWith(`${path}/`))
}

function remove(fs: Plain, path: string): void {
  for (const other of [path, ...below(fs, path)]) fs.delete(other)
}

function parents(path: string): readonly string[] {
  const parts = path.split("/")
  return parts.slice(1).map((_, place) => parts.slice(0, place + 1).join("/"))
}

function put(fs: Plain, path: string, what: "folder" | { readonly bytes: number }): void {
  for (const parent of parents(path)) {
    if (fs.get(parent) !== "folder") remove(fs, parent)
    fs.set(parent, "folder")
  }
  if (what !== "folder" || fs.get(path) !== "folder") remove(fs, path)
  fs.set(path, what)
}

/** Lays the entries of a layer over it, whiteouts first, as the OCI image specification says. */
export function layOver(fs: Plain, entries: readonly LayerEntry[]): void {
  const split = (path: string) => path.split("/.wh.")
  for (const { path } of entries) {
    const [folder = "", hidden] = split(`/${path}`).map((part) => part.replace(/^\//, ""))
    if (hidden === undefined) continue
    if (hidden === ".wh..opq")
      for (const other of [...fs.keys()].filter((key) => folder === "" || key.startsWith(`${folder}/`)))
        fs.delete(other)
    else remove(fs, folder === "" ? hidden : `${folder}/${hidden}`)
  }
  for (const { path, type, size, linkTarget } of entries) {
    if (`/${path}`.includes("/.wh.")) continue
    const target = type === "hardlink" ? fs.get(linkTarget ?? "") : undefined
    put(fs, path, type === "directory" ? "folder" : target && target !== "folder" ? target : { bytes: size })
  }
}

/** File bytes, a hard-linked file once. */
export function visible(fs: Plain): number {
  const inodes = new Set([...fs.values()].filter((what) => what !== "folder"))
  return [...inodes].reduce((sum, { bytes }) => sum + bytes, 0)
}

const name = fc.constantFrom("a", "b", "c")
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"))
const common = { mode: 0, uid: 0, gid: 0, size: 0 }
/** Any entry, of few names so that they meet. */
export const layeredEntry: fc.Arbitrary<LayerEntry> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ path, size: fc.integer({ min: 0, max: 1000 }) })
      .map((file): LayerEntry => ({ ...common, ...file, type: "file" })),
  },
  path.map((folder): LayerEntry => ({ ...common, path: folder, type: "directory" })),
  path.map((link): LayerEntry => ({ ...common, path: link, type: "symlink", linkTarget: "x" })),
  fc
    .tuple(path, path)
    .map(([link, linkTarget]): LayerEntry => ({ ...common, path: link, type: "hardlink", linkTarget })),
  fc.tuple(fc.option(path), name).map(
    ([folder, hidden]): LayerEntry => ({
      ...common,
      path: `${folder === null ? "" : `${folder}/`}.wh.${hidden}`,
      type: "file",
    }),
  ),
  fc
    .option(path)
    .map(
      (folder): LayerEntry => ({ ...common, path: `${folder === null ? "" : `${folder}/`}.wh..wh..opq`, type: "file" }),
    ),
)
