import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Client, Directory, Secret } from "@dagger.io/dagger"
import { hostSecrets } from "../../engine/host/host-secrets.ts"

/** Patterns of a `.dockerignore`: Dagger's `exclude` reads them as buildx does, `!` included. */
export function ignorePatterns(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
}

/** The user's own files as a directory, without what `.dockerignore` names. */
export function contextOf(client: Client, folder: string): Directory {
  const file = join(folder, ".dockerignore")
  const exclude = existsSync(file) ? ignorePatterns(readFileSync(file, "utf8")) : []
  return client.host().directory(folder, exclude.length > 0 ? { exclude: [...exclude] } : {})
}

/** This machine's settings for build steps as secrets, for those of the ids that steps want. */
export async function secretsOf(client: Client, wanted: readonly string[]): Promise<Readonly<Record<string, Secret>>> {
  const { files, remove } = await hostSecrets(wanted)
  try {
    return Object.fromEntries(
      Object.entries(files).map(([id, file]) => [id, client.setSecret(id, readFileSync(file, "utf8"))]),
    )
  } finally {
    remove()
  }
}
