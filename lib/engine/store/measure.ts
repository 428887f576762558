import type { LayerEntry, StoredImage } from "./types.ts"

export interface LayerMeasure {
  readonly diffId: string
  readonly unpackedBytes: number
  readonly tarBytes: number
  readonly entries: number
}

export interface ImageMeasure {
  /** File bytes summed over all layers, a hard-linked file once per layer. */
  readonly unpackedBytes: number
  /** File bytes of the merged root file system, a hard-linked file once. */
  readonly visibleBytes: number
  readonly layers: readonly LayerMeasure[]
}

/** Content that one or more paths of the merged file system lead to. */
interface Content {
  readonly bytes: number
  links: number
}

interface Node {
  content?: Content
  children?: Map<string, Node>
}

/** The merged file system, as far as sizes need it. */
class MergedTree {
  readonly #root: Node = {}
  visibleBytes = 0

  #drop(node: Node): void {
    if (node.content && --node.content.links === 0) this.visibleBytes -= node.content.bytes
    delete node.content
    for (const child of node.children?.values() ?? []) this.#drop(child)
    delete node.children
  }

  #folder(parts: readonly string[]): Node {
    let node = this.#root
    for (const part of parts) {
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
    for (const part of path.split("/")) node = node?.children?.get(part)
    return node
  }

  /** Whiteouts name what they hide with a prefix; `.wh..wh..opq` hides all that lower layers have in its folder. */
  #whiteOut(folder: Node, name: string): void {
    if (name === ".wh..wh..opq") {
      for (const child of folder.children?.values() ?? []) this.#drop(child)
      delete folder.children
      return
    }
    const hidden = folder.children?.get(name.slice(".wh.".length))
    if (hidden) this.#drop(hidden)
    folder.children?.delete(name.slice(".wh.".length))
  }

  /** Lays a layer over what is there. Whiteouts speak of lower layers only, so they come first. */
  add(entries: readonly LayerEntry[]): void {
    for (const entry of entries) {
      const { folder, name } = split(entry.path)
      if (name.startsWith(".wh.")) this.#whiteOut(this.#folder(folder), name)
    }
    for (const entry of entries) {
      const { folder, name } = split(entry.path)
      if (name.startsWith(".wh.") || name === "") continue
      const node = this.#folder([...folder, name])
      if (entry.type === "directory") {
        if (node.content) this.#drop(node)
        continue
      }
      const content =
        entry.type === "hardlink" ? this.#find(entry.linkTarget ?? "")?.content : { bytes: entry.size, links: 0 }
      // Counted before the old is dropped: a path may be linked to itself.
      if (content) content.links++
      this.#drop(node)
      if (!content) continue
      if (entry.type !== "hardlink") this.visibleBytes += content.bytes
      node.content = content
    }
  }
}

function split(path: string): { readonly folder: readonly string[]; readonly name: string } {
  const parts = path.split("/")
  const name = parts.pop() ?? ""
  return { folder: parts, name }
}

/** Takes every byte count of an image from its layers. */
export async function measureImage(image: StoredImage): Promise<ImageMeasure> {
  const tree = new MergedTree()
  const layers: LayerMeasure[] = []
  for (const layer of image.layers) {
    const { entries, unpackedBytes, tarBytes } = await layer.index()
    tree.add(entries)
    layers.push({ diffId: layer.diffId, unpackedBytes, tarBytes, entries: entries.length })
  }
  return {
    unpackedBytes: layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0),
    visibleBytes: tree.visibleBytes,
    layers,
  }
}
