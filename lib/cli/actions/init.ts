import { writeTemplates } from "../../init/write-templates.ts"
import type { Action } from "../command.ts"
import { argument } from "./options.ts"

export const initAction: Action = async (parsed) => {
  const folder = argument(parsed, 0) || "."
  for (const path of await writeTemplates(folder)) process.stdout.write(`${path}\n`)
  process.stderr.write(
    `next: ${folder === "." ? "" : `cd ${folder} && `}strata build image   (npm install --save-dev strata-images gives your editor the types)\n`,
  )
  return 0
}
