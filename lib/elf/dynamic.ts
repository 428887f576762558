import { type DynamicTable, dynamicTags } from "./dynamic-table.ts"

/** What a file tells the loader. */
export interface Dynamic {
  /** The name by which others ask for it. */
  readonly soname?: string
  /** Names of the libraries it asks for, in its order. */
  readonly needed: readonly string[]
  /** Folders that are searched first; meaningless where `runpath` is there (ld.so(8)). `$ORIGIN` is as written. */
  readonly rpath: readonly string[]
  /** Folders that are searched after `LD_LIBRARY_PATH`. */
  readonly runpath: readonly string[]
}

/** PATH_MAX of Linux; an RPATH is a list of paths, so several of them. */
const mostNameBytes = 4096
const mostPathBytes = 16 * mostNameBytes

/** What the dynamic section says of libraries and folders. @throws ElfError `damaged` */
export function readDynamic(table: DynamicTable | undefined): Dynamic {
  if (!table) return { needed: [], rpath: [], runpath: [] }
  const all = (tag: number, most = mostNameBytes): readonly string[] =>
    table.values(tag).map((at) => table.text(at, most))
  const folders = (tag: number): readonly string[] =>
    all(tag, mostPathBytes).flatMap((list) => list.split(":").filter((folder) => folder !== ""))

  const [soname] = all(dynamicTags.soname)
  return {
    ...(soname === undefined ? {} : { soname }),
    needed: all(dynamicTags.needed),
    rpath: folders(dynamicTags.rpath),
    runpath: folders(dynamicTags.runpath),
  }
}
