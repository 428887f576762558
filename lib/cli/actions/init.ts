import { writeTemplates } from "../../init/write-templates.ts"
import type { Action } from "../command.ts"
import { ownVersion } from "../own-version.ts"
import { argument } from "./options.ts"

export const initAction: Action = async (parsed) => {
  const folder = argument(parsed, 0) || "."
  const written = await writeTemplates(folder, ownVersion())
  for (const path of written) process.stdout.write(`${path}\n`)
  const enter = folder === "." ? "" : `cd ${folder} && `
  const types = "`npm install --save-dev strata-images` gives your editor the types"
  process.stderr.write(`next: ${enter}npx strata-images build image\n${types}\n`)
  return 0
}
