import { databaseFiles } from "../database-files.ts"
import type { Reader } from "../reader.ts"

/** `version = 3.11.2` of venv, `version_info = 3.11.2.final.0` of virtualenv and uv. */
const version = /^version(?:_info)?\s*=\s*(\d+(?:\.\d+){0,2})/m

/** What an environment itself consists of: its links, its activation scripts, and what nobody in it owns (PEP 405). */
export const venv: Reader = {
  isWanted: databaseFiles.venv,
  read: (database, { owners, finder }) => {
    for (const { node, content } of database) {
      if (owners.isClaimed(node)) continue
      const folder = finder.paths.parent(node)
      const python = version.exec(content.toString("utf8"))?.[1]
      const location = finder.paths.path(folder)
      const owner = owners.add({ ecosystem: "image", name: "venv", ...(python && { version: python }), location })
      owners.claimFolder(folder, owner)
    }
  },
}
