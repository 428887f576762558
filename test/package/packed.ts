import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../", import.meta.url))

/** The package as it would be published. */
export interface Packed {
  /** Path of the tarball. */
  readonly tarball: string
  /** Paths of the files in it, without the leading `package/`. */
  readonly files: readonly string[]
  /** A folder of its own, deleted by `remove`. */
  readonly folder: string
  readonly remove: () => void
}

/** Builds and packs the checkout. */
export function pack(): Packed {
  const folder = mkdtempSync(join(tmpdir(), "strata-pack-"))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const text = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root, encoding: "utf8" })
    const [made] = JSON.parse(text.slice(text.search(/^\[/m)))
    return {
      tarball: join(folder, made.filename),
      files: made.files.map((file: { path: string }) => file.path).sort(),
      folder,
      remove,
    }
  } catch (error) {
    remove()
    throw error
  }
}
