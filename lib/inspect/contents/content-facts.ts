import type { ElfObject } from "../../elf/index.ts"

/** What only the contents of files say, by row: from a second pass over the layers. */
export interface ContentFacts {
  /** Rows with the same number hold the same bytes; 0 for a row that was not compared. */
  readonly same: Uint32Array
  /** Shared libraries and programs that show in the finished file system. */
  readonly objects: ReadonlyMap<number, ElfObject>
  /** Files that tell the loader where to search: `/etc/ld.so.conf` and those in `/etc/ld.so.conf.d`. */
  readonly loaderSettings: ReadonlyMap<number, Buffer>
}
