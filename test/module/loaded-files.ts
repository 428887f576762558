import { execFile } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { tsxArguments } from "./replay.ts"

interface Coverage {
  readonly result: readonly { readonly url: string }[]
}

/**
 * Files below a module's folder that are loaded where one of them is run as in the engine, by what V8 says it ran. Dagger's
 * SDK is elsewhere and not among them.
 * @param text of that file, where it is to be written
 */
export async function loadedFiles(folder: string, file: string, text?: string): Promise<readonly string[]> {
  if (text !== undefined) writeFileSync(join(folder, file), text)
  const seen = mkdtempSync(join(tmpdir(), "strata-loaded-"))
  try {
    const { NODE_OPTIONS: _, ...env } = process.env
    await promisify(execFile)(process.execPath, [...tsxArguments(folder, file)], {
      cwd: join(folder, "node_modules"),
      env: { ...env, NODE_V8_COVERAGE: seen },
    })
    const urls = readdirSync(seen)
      .map((name): Coverage => JSON.parse(readFileSync(join(seen, name), "utf8")))
      .flatMap(({ result }) => result.map(({ url }) => url.replace(/\?.*/, "")))
      .filter((url) => url.startsWith("file:"))
    const files = [...new Set(urls)].map((url) => relative(realpathSync(folder), fileURLToPath(url)))
    return files.filter((path) => !path.startsWith("..") && path !== file).sort()
  } finally {
    rmSync(seen, { recursive: true, force: true })
  }
}
