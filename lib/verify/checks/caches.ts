import { posix } from "node:path"
import { glob } from "../glob.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"
import { failureOf } from "./failure.ts"
import { checkLocales } from "./locales.ts"

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
  /** What programs do without it; absent where they then read the folder. */
  readonly needs?: string
  /** Files of the folder, by the names or paths in the index; absent where it names none. */
  readonly names?: RegExp
  /** Whether a file of the folder that the index does not name is as good as not there. */
  readonly isComplete?: boolean
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
    names: /^"(.+\.so)"$/gm,
    isComplete: true,
  },
  {
    folder: "/usr/lib/*/gtk-3.0/3.0.0/immodules",
    made: /\.so$/,
    index: "../immodules.cache",
    command: "gtk-query-immodules-3.0 --update-cache",
    needs: "GTK programs have no input methods (gtk-query-immodules-3.0(1))",
    names: /^"(.+\.so)"\s*$/gm,
    isComplete: true,
  },
  {
    folder: "/usr/lib/*/gio/modules",
    made: /\.so$/,
    index: "giomodule.cache",
    command: "gio-querymodules on the folder",
    names: /^([^:#\s]+\.so):/gm,
  },
  {
    folder: "/usr/share/ca-certificates/mozilla",
    made: /\.crt$/,
    index: "/etc/ssl/certs/ca-certificates.crt",
    command: "update-ca-certificates",
    needs: "no program trusts any server (update-ca-certificates(8))",
  },
]

/** What an index names and is not there, and what is there and it does not name. */
function stale(tree: ImageTree, folder: number, file: number, index: Index): readonly Failure[] {
  if (!index.names) return []
  const name = tree.name(file)
  const named = [...tree.text(file).matchAll(index.names)].map(([, each = ""]) => each)
  const lost = named
    .filter((each) => !tree.exists(each, folder))
    .map((each) =>
      failureOf(tree, folder, {
        key: `cache ${name} names ${each}`,
        message: `${name} names ${each}, which is not there; run ${index.command}`,
        missing: posix.resolve(tree.name(folder), each),
      }),
    )
  if (!index.isComplete) return lost
  const known = new Set(named.map((each) => tree.resolve(each, folder)))
  const unknown = [...tree.list(folder)]
    .filter((child) => index.made.test(tree.baseName(child)) && !known.has(tree.follow(child)))
    .map((child) =>
      failureOf(tree, child, {
        key: `cache ${name} lacks ${tree.name(child)}`,
        message: `${name} does not name ${tree.name(child)}, so nobody loads it; run ${index.command}`,
        cause: tree.whoWrote(child).sentence,
      }),
    )
  return [...lost, ...unknown]
}

/** Indexes that are missing or out of date, and locales that the environment asks for. */
export function checkCaches(tree: ImageTree): Found {
  const locales = checkLocales(tree)
  const failures: Failure[] = [...locales.failures]
  let { looked } = locales
  for (const index of indexes) {
    for (const folder of glob(tree, index.folder)) {
      if (![...tree.list(folder)].some((child) => index.made.test(tree.baseName(child)))) continue
      looked++
      const path = posix.resolve(tree.name(folder), index.index)
      const file = tree.resolve(path)
      if (file !== undefined) failures.push(...stale(tree, folder, file, index))
      else if (index.needs !== undefined)
        failures.push(
          failureOf(tree, folder, {
            key: `cache ${path}`,
            message: `${path} is missing: ${index.needs}; run ${index.command}`,
            missing: path,
          }),
        )
    }
  }
  return { looked, failures }
}
