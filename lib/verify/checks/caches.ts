import { posix } from "node:path"
import { glob } from "../glob.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"

/** An index that programs read instead of the folder it is made of. */
interface Index {
  /** Folder that it is made of, where it is there at all; `*` stands for one part of a path. */
  readonly folder: string
  /** What in that folder makes it needed. */
  readonly made: RegExp
  /** Path from that folder. */
  readonly index: string
  /** Command that writes it. */
  readonly command: string
  /** Programs that stop without it. */
  readonly needs: string
}

/** From the programs' own manuals: each says that the index is read and the folder is not. */
const indexes: readonly Index[] = [
  {
    folder: "/usr/share/glib-2.0/schemas",
    made: /\.gschema\.xml$/,
    index: "gschemas.compiled",
    command: "glib-compile-schemas /usr/share/glib-2.0/schemas",
    needs: "programs with GSettings stop at once (glib-compile-schemas(1))",
  },
  {
    folder: "/usr/share/mime/packages",
    made: /\.xml$/,
    index: "../mime.cache",
    command: "update-mime-database /usr/share/mime",
    needs: "no file has a type, so GTK programs show no picture (update-mime-database(1))",
  },
  {
    folder: "/usr/lib/*/gdk-pixbuf-2.0/2.10.0/loaders",
    made: /\.so$/,
    index: "../loaders.cache",
    command: "gdk-pixbuf-query-loaders --update-cache",
    needs: "GTK programs load no picture (gdk-pixbuf-query-loaders(1))",
  },
  {
    folder: "/usr/lib/*/gtk-3.0/3.0.0/immodules",
    made: /\.so$/,
    index: "../immodules.cache",
    command: "gtk-query-immodules-3.0 --update-cache",
    needs: "GTK programs have no input methods (gtk-query-immodules-3.0(1))",
  },
]

/** Indexes that are missing although there is what they are made of. */
export function checkCaches(tree: ImageTree): Found {
  const failures: Failure[] = []
  let looked = 0
  for (const { folder: pattern, made, index, command, needs } of indexes) {
    for (const folder of glob(tree, pattern)) {
      if (![...tree.list(folder)].some((child) => made.test(tree.baseName(child)))) continue
      looked++
      const path = posix.resolve(tree.name(folder), index)
      if (tree.exists(path)) continue
      failures.push(
        failureOf(tree, folder, {
          key: `cache ${path}`,
          message: `${path} is missing: ${needs}; run ${command}`,
          missing: path,
        }),
      )
    }
  }
  return { looked, failures }
}
