/** Global name of each package that the page's modules import; its script defines it. */
const globals: Readonly<Record<string, string>> = { "d3-hierarchy": "d3" }

/**
 * Modules of the page as one script, each after those that it imports. A page that loads nothing cannot have modules that
 * import each other, and nothing built is kept in the repository; so imports of each other are left out here, exports
 * lose their word, and a block around all makes a name that is taken twice a syntax error. This does for modules that
 * import by name and export declarations only.
 * @param read text of a module by its file name
 */
export function joinModules(entry: string, read: (file: string) => string): string {
  const joined = new Set<string>()
  const parts: string[] = []
  const join = (file: string): void => {
    if (joined.has(file)) return
    joined.add(file)
    const text = read(file).replace(/^import \{([^}]*)\} from "([^"]+)"\n/gm, (_, names: string, from: string) => {
      if (from.startsWith("./")) {
        join(from.slice(2))
        return ""
      }
      const global = globals[from]
      if (global === undefined) throw new Error(`${file} imports ${from}, which is not on the page`)
      return `const {${names}} = ${global}\n`
    })
    parts.push(text.replace(/^export (?=function|const)/gm, ""))
  }
  join(entry)
  return `{\n${parts.join("\n")}}\n`
}
