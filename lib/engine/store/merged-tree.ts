import type { LayerEntry } from "./types.ts"

/** Content that one or more paths of the merged file system lead to. */
interface Content {
  readonly bytes: number
  links: number
}

interface Node {
  /** Only regular files have it: nothing else has bytes. */
  content?: Content
  children?: Map<string, Node>
}

/** Prefix of whiteouts (OCI image spec, "Whiteouts"): `.wh.NAME` hides what lower layers have by that name. */
const whiteout = ".wh."
/** Hides all that lower layers have in its folder. */
const opaque = ".wh..wh..opq"

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")))
}

/** The merged file system of layers laid over each other, as far as sizes need it. */
export class MergedTree {
  readonly #root: Node = {}
  #visibleBytes = 0

  /** File bytes of the merged root file system, a hard-linked file once. */
  get visibleBytes(): number {
    return this.#visibleBytes
  }

  #drop(node: Node): void {
    if (node.content && --node.content.links === 0) this.#visibleBytes -= node.content.bytes
    delete node.content
    for (const child of node.children?.values() ?? []) this.#drop(child)
    delete node.children
  }

  /** The node of a path; it is made if need be, and whatever else stands in the way becomes a folder. */
  #make(path: string): Node {
    let node = this.#root
    if (path === "") return node
    for (const part of path.split("/")) {
      if (node.content) this.#drop(node)
      node.children ??= new Map()
      let child = node.children.get(part)
      if (!child) {
        child = {}
        node.children.set(part, child)
      }
      node = child
    }
    return node
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root
    if (path === "") return node
    for (const part of path.split("/")) node = node?.children?.get(part)
    return node
  }

  #whiteOut(path: string, name: string): void {
    const folder = this.#find(folderOf(path))
    if (!folder) return
    if (name === opaque) {
      for (const child of folder.children?.values() ?? []) this.#drop(child)
      delete folder.children
      return
    }
    const hidden = folder.children?.get(name.slice(whiteout.length))
    if (hidden) this.#drop(hidden)
    folder.children?.delete(name.slice(whiteout.length))
  }

  #place(entry: LayerEntry): void {
    const linked = entry.type === "hardlink" ? this.#find(entry.linkTarget ?? "")?.content : undefined
    const own = entry.type === "file" && entry.size > 0 ? { bytes: entry.size, links: 0 } : undefined
    const content = linked ?? own
    // Counted before anything old is dropped: a path may be linked to itself, or below what it links to.
    if (content) content.links++
    const node = this.#make(entry.path)
    if (entry.type === "directory") {
      if (node.content) this.#drop(node)
      return
    }
    this.#drop(node)
    if (own) this.#visibleBytes += own.bytes
    if (content) node.content = content
  }

  /** Lays a layer over what is there. Whiteouts speak of lower layers only, so they come first wherever they stand. */
  add(entries: readonly LayerEntry[]): void {
    for (const { path } of entries) {
      const name = nameOf(path)
      if (name.startsWith(whiteout)) this.#whiteOut(path, name)
    }
    for (const entry of entries) {
      if (entry.path !== "" && !nameOf(entry.path).startsWith(whiteout)) this.#place(entry)
    }
  }
}
