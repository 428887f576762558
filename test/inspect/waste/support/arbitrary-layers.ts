import fc from "fast-check"
import type { FileEntry } from "../../support/make-files.ts"

/** Places whose files are ordinary, caches, or for compilers only. */
const folders = ["opt/app", "srv", "tmp", "root/.cache/pip", "var/log", "usr/include", "usr/lib/debug"]
const names = ["a", "b", "c.h"]
const path = fc.tuple(fc.constantFrom(...folders), fc.constantFrom(...names)).map((parts) => parts.join("/"))

const contents = ["", "one", "two", "another", "something longer"]
const file = fc.record({
  path,
  content: fc.constantFrom(...contents),
  mode: fc.constantFrom(0o644, 0o755),
  uid: fc.constantFrom(0, 1000),
})
const link = fc.record({ path, kind: fc.constant("hardlink" as const), linkTarget: path })
const marker = path.map((hidden) => ({ path: hidden.replace(/([^/]+)$/, ".wh.$1") }))
const opaque = fc.constantFrom(...folders).map((folder) => ({ path: `${folder}/.wh..wh..opq` }))
const folderOverFile = path.map((over) => ({ path: `${over}/inside`, content: "one" }))
const compiler = fc.constant({ path: "usr/bin/gcc", content: "ELF" })

const entry: fc.Arbitrary<FileEntry> = fc.oneof(
  { arbitrary: file, weight: 8 },
  { arbitrary: link, weight: 4 },
  { arbitrary: marker, weight: 2 },
  { arbitrary: opaque, weight: 1 },
  { arbitrary: folderOverFile, weight: 1 },
  { arbitrary: compiler, weight: 1 },
)

/** A hard link's target is in its own layer, before it: so tars are written. */
function soundLinks(layer: readonly FileEntry[]): readonly FileEntry[] {
  const seen = new Set<string>()
  return layer.filter(({ path, kind, linkTarget = "" }) => {
    if (kind === "hardlink" && (!seen.has(linkTarget) || linkTarget === path)) return false
    if (seen.has(path)) return false
    seen.add(path)
    return true
  })
}

/** Layers of an image with everything that waste can come from, over few paths and few contents, so that they meet. */
export const arbitraryLayers: fc.Arbitrary<readonly (readonly FileEntry[])[]> = fc.array(
  fc.array(entry, { maxLength: 14 }).map(soundLinks),
  { minLength: 1, maxLength: 4 },
)
