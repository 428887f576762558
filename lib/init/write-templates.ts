import { existsSync } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { StrataError } from "../errors/index.ts"
import { templates } from "./templates.ts"

/** Writes all templates into a folder, or none where one would take a file's place. @throws StrataError `output-failed` */
export async function writeTemplates(folder: string): Promise<readonly string[]> {
  const files = Object.entries(templates).map(([name, content]) => ({ path: join(folder, name), content }))
  const taken = files.filter(({ path }) => existsSync(path)).map(({ path }) => path)
  if (taken.length > 0) {
    throw new StrataError({
      code: "output-failed",
      message: `${taken.join(", ")}: already there`,
      fix: "move it away, or name another folder: strata init DIR",
    })
  }
  await mkdir(folder, { recursive: true })
  for (const { path, content } of files) await writeFile(path, content, { flag: "wx" })
  return files.map(({ path }) => path)
}
