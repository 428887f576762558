import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { joinModules } from "./join-modules.ts"

/** What each report carries beside its data. */
export interface PageFiles {
  readonly script: string
  readonly style: string
}

/** Reads the page's script and style, which lie beside this module in a checkout as in the package. */
export function readPageFiles(): PageFiles {
  const page = new URL("./page/", import.meta.url)
  const read = (file: string | URL): string => readFileSync(file, "utf8")
  // The package's main module and the script that defines a global lie in one folder.
  const layout = createRequire(import.meta.url).resolve("d3-hierarchy")
  const library = read(layout.replace(/[^/\\]+$/, "d3-hierarchy.min.js"))
  const script = joinModules("main.js", (file) => read(new URL(file, page)))
  return { script: `${library}\n${script}`, style: read(new URL("page.css", page)) }
}
