import { existsSync } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { StrataError } from "../errors/index.ts"
import { manifestTemplate, templates } from "./templates.ts"

function inProject(folder: string): boolean {
  if (existsSync(join(folder, "package.json"))) return true
  return dirname(folder) !== folder && inProject(dirname(folder))
}

/**
 * Writes all templates into a folder, or none where one would take a file's place.
 * @throws StrataError `output-failed`, naming every file that is in the way
 */
export async function writeTemplates(folder: string, version: string): Promise<readonly string[]> {
  const manifest = inProject(resolve(folder)) ? {} : { "package.json": manifestTemplate(version) }
  const files = Object.entries({ ...templates, ...manifest }).map(([name, content]) => ({
    path: join(folder, name),
    content,
  }))
  const taken = files.filter(({ path }) => existsSync(path)).map(({ path }) => `'${path}'`)
  if (taken.length > 0) {
    throw new StrataError({
      code: "output-failed",
      message: `nothing is written: ${taken.join(" and ")} ${taken.length > 1 ? "are" : "is"} there already`,
      fix: "move what is there away, or name another folder: strata init DIR",
    })
  }
  try {
    await mkdir(folder, { recursive: true })
    for (const { path, content } of files) await writeFile(path, content, { flag: "wx" })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const fix = "name a folder that can be written"
    throw new StrataError({ code: "output-failed", message: `cannot write into '${folder}': ${why}`, fix }, { cause })
  }
  return files.map(({ path }) => path)
}
