import { glob } from "../glob.ts"
import type { ImageTree } from "../image-tree.ts"
import type { Failure, Found } from "../types.ts"

const archive = "/usr/lib/locale/locale-archive"
const settings = /^(LANG|LC_[A-Z]+)=(.+)$/
/** Built into glibc: C.UTF-8 since 2.35, and before as a folder of Debian's libc-bin. */
const builtIn = new Set(["C", "POSIX", "c.utf8"])

/** As localedef(1) names them: `en_US.UTF-8` is `en_US.utf8`. */
function normalLocale(name: string): string {
  const [language = "", charset] = name.split(".")
  return charset === undefined ? language : `${language}.${charset.toLowerCase().replace(/[^a-z0-9]/g, "")}`
}

/** Locales that the image's environment asks for and glibc does not have: programs then warn and fall back to ASCII. */
export function checkLocales(tree: ImageTree): Found {
  const wanted = tree.files.config.env.flatMap((line) => {
    const [, variable = "", name = ""] = settings.exec(line) ?? []
    const normal = normalLocale(name)
    return name === "" || builtIn.has(normal) || builtIn.has(normal.toLowerCase()) ? [] : [{ variable, name, normal }]
  })
  const file = tree.resolve(archive)
  const failures = wanted.flatMap(({ variable, name, normal }): readonly Failure[] => {
    const folders = glob(tree, "/usr/lib/locale/*").map((path) => normalLocale(tree.baseName(path)))
    // Names stand in the archive as they are, each with a zero behind it.
    const isArchived = file !== undefined && tree.read(file)(0, tree.bytes(file)).includes(`${normal}\0`)
    if (folders.includes(normal) || isArchived) return []
    const before = tree.at(archive)
    const cause = before === undefined ? undefined : tree.whoRemoved(before)
    return [
      {
        key: `locale ${variable} ${name}`,
        message: `${variable} is ${name}, and there is no such locale: run localedef or locale-gen`,
        ...(cause === undefined ? {} : { cause }),
      },
    ]
  })
  return { looked: wanted.length, failures }
}
