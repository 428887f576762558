import { type Attribution, attribute } from "../../../lib/inspect/attribute/index.ts"
import type { ImageFiles } from "../../../lib/inspect/image-files.ts"
import { categories, type LedgerPackage } from "../../../lib/ledger/index.ts"
import { type FileEntry, makeFiles } from "../support/make-files.ts"

/** A package in one line: `dpkg bash 5.2-1`, with its place where it has one: `npm x 1.0 @ app/node_modules/x`. */
export function describePackage({ ecosystem, name, version, location }: LedgerPackage): string {
  return [ecosystem, name, version, location && `@ ${location}`].filter(Boolean).join(" ")
}

/** Owner of each row as `layer:path`, but of those that nobody owns. */
export function ownersOf(files: ImageFiles, { packages, package: owners }: Attribution = attribute(files)) {
  const entries = [...owners].flatMap((owner, row) => {
    const found = packages[owner]
    const place = `${files.rows.layer[row]}:${files.paths.path(files.rows.path[row] ?? 0)}`
    return owner === 0 || !found ? [] : [[place, describePackage(found)] as const]
  })
  return Object.fromEntries(entries)
}

/** Owner of each path of an image of one layer. */
export function ownersIn(...entries: readonly FileEntry[]): Record<string, string> {
  const found = Object.entries(ownersOf(makeFiles([entries])))
  return Object.fromEntries(found.map(([place, owner]) => [place.slice("0:".length), owner]))
}

/** Category of each path of an image of one layer. */
export function categoriesIn(...paths: readonly string[]): Record<string, string> {
  const files = makeFiles([paths.map((path) => ({ path, bytes: 1 }))])
  const { category } = attribute(files)
  return Object.fromEntries(paths.map((path, row) => [path, categories[category[row] ?? 0] ?? ""]))
}

/** A text of lines, each ended. */
export const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join("")
