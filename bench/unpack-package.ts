import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, symlinkSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "../test/package/packed.ts"

/**
 * The package unpacked beside what it depends on, as npm would lay it out: what is timed is what users run.
 * @returns path of its command
 */
export function unpackPackage(tarball: string, folder: string): string {
  const modules = join(folder, "node_modules")
  const target = join(modules, "strata-images")
  mkdirSync(target, { recursive: true })
  execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"])
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, "node_modules", name), join(modules, name))
  }
  return join(target, "bin/strata.js")
}
