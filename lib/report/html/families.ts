import type { Category } from "../../ledger/index.ts"

/**
 * Categories put together for colouring: more than nine colours cannot be told apart. The number of a family is the
 * number of its colour in page.css (`--family-N`).
 */
export const families: readonly { readonly name: string; readonly categories: readonly Category[] }[] = [
  { name: "programs, libraries", categories: ["program", "library"] },
  { name: "GPU libraries", categories: ["gpu-library"] },
  { name: "Python", categories: ["python-module", "python-bytecode"] },
  { name: "Node", categories: ["node-module", "source-map"] },
  {
    name: "development, tests",
    categories: ["static-archive", "header", "debug-symbols", "test", "version-control"],
  },
  {
    name: "caches, logs",
    categories: ["cache", "log", "temporary", "package-lists", "package-archive"],
  },
  { name: "models, data", categories: ["model", "data"] },
  { name: "docs, locales, icons", categories: ["documentation", "manual-page", "locale", "font", "icon"] },
  { name: "other", categories: ["other", "configuration", "package-database"] },
]

/** @returns the number of its family. @throws Error for a category that no family names */
export function familyOf(category: Category): number {
  const number = families.findIndex(({ categories }) => categories.includes(category))
  if (number < 0) throw new Error(`no family has the category ${category}`)
  return number
}
