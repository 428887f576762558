import type { ImageTree } from "../../image-tree.ts"
import type { Failure, Found } from "../../types.ts"
import { failureOf } from "../failure.ts"
import { missingInterpreter } from "../interpreters.ts"
import { findPackage, type NpmPackage, npmPackage } from "./npm-package.ts"

const globalFolder = /\/lib\/node_modules$/
/** Debian's own packages are split and patched, and its dependencies say what they need. */
const debianFolder = "/usr/share/nodejs/"

/** Folders of the packages that somebody installed: global ones, and the projects around a `node_modules` of their own. */
function roots(tree: ImageTree): readonly number[] {
  return tree.everNamed("node_modules").flatMap((modules) => {
    const name = tree.name(modules)
    if (tree.follow(modules) !== modules || name.slice(0, -1).includes("/node_modules/")) return []
    if (!globalFolder.test(name)) return [tree.folder(modules)]
    return [...tree.list(modules)].flatMap((child) => {
      const folder = tree.follow(child)
      if (folder === undefined || !tree.isFolder(folder)) return []
      return tree.baseName(child).startsWith("@")
        ? [...tree.list(folder)].flatMap((each) => tree.follow(each) ?? [])
        : [folder]
    })
  })
}

/** Whether `require` of a package finds what its `main` names, or `index.js` (nodejs.org/api/modules.html, LOAD_AS_DIRECTORY). */
function hasMain(tree: ImageTree, { folder, main, hasExports }: NpmPackage): boolean {
  if (main === undefined || main === "" || hasExports) return true
  const places = [
    main,
    `${main}.js`,
    `${main}.json`,
    `${main}.node`,
    `${main}/index.js`,
    "index.js",
    "index.json",
    "index.node",
  ]
  return places.some((place) => tree.exists(place, folder))
}

function brokenPrograms(tree: ImageTree, { folder, name, bin }: NpmPackage): readonly Failure[] {
  return bin.flatMap((program) => {
    const path = tree.resolve(program, folder)
    const key = `npm program ${tree.name(folder)} ${program}`
    if (path === undefined)
      return [
        failureOf(tree, folder, {
          key,
          message: `${name} in ${tree.name(folder)} has the program ${program}, which is not there`,
          missing: `./${tree.baseName(folder)}/${program}`,
        }),
      ]
    const missing = missingInterpreter(tree, path)
    if (missing === undefined) return []
    return [failureOf(tree, path, { key, message: `${tree.name(path)} is run by ${missing}, which is not there` })]
  })
}

/** What a package cannot be loaded without: its dependencies as node finds them, and its own main file. */
function notLoaded(tree: ImageTree, each: NpmPackage): readonly Failure[] {
  const at = tree.name(each.folder)
  const missing = each.dependencies
    .filter((name) => findPackage(tree, name, each.folder) === undefined)
    .map((name) => {
      const removed = tree
        .everNamed("package.json")
        .filter((path) => tree.name(path).endsWith(`/node_modules/${name}/package.json`))
        .flatMap((path) => tree.whoRemoved(path) ?? [])[0]
      return failureOf(tree, each.folder, {
        key: `npm dependency ${at} ${name}`,
        message: `${each.name} in ${at} needs ${name}, which node does not find from there`,
        ...(removed === undefined ? {} : { cause: removed }),
      })
    })
  if (hasMain(tree, each)) return missing
  const message = `${each.name} in ${at} is loaded from ${each.main}, which is not there`
  const main = failureOf(tree, each.folder, {
    key: `npm main ${at}`,
    message,
    missing: `./${tree.baseName(each.folder)}/${each.main}`,
  })
  return [...missing, main]
}

/** Packages of node that are installed and everything that they need: programs, main files, dependencies of dependencies. */
export function npmDependencies(tree: ImageTree): Found {
  const seen = new Set<number>()
  const waiting = [...roots(tree)]
  const programs = new Set(waiting)
  const failures: Failure[] = []
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (seen.has(folder)) continue
    seen.add(folder)
    const found = npmPackage(tree, folder)
    if (!found || tree.name(folder).startsWith(debianFolder)) continue
    failures.push(...notLoaded(tree, found), ...(programs.has(folder) ? brokenPrograms(tree, found) : []))
    waiting.push(...found.dependencies.flatMap((name) => findPackage(tree, name, folder) ?? []))
  }
  return { looked: seen.size, failures }
}
