import { existsSync, readFileSync } from "node:fs"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { createJiti } from "jiti"
import { type SourceLocation, StrataError } from "../errors/index.ts"
import { callerLocation } from "../steps/origin.ts"

const packageRoot = new URL("../../", import.meta.url)

/**
 * `strata-images` in a user's file always means the library that is running, wherever that file lies: from the sources
 * in a checkout, else from the build.
 */
function ownExports(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8")) as {
    name: string
    exports: Record<string, string | Record<string, string>>
  }
  const condition = existsSync(new URL("lib/index.ts", packageRoot)) ? "strata-source" : "default"
  const pairs = Object.entries(manifest.exports).flatMap(([path, target]) => {
    const file = typeof target === "string" ? undefined : target[condition]
    return file === undefined
      ? []
      : [[manifest.name + path.slice(1), fileURLToPath(new URL(file, packageRoot))] as const]
  })
  return Object.fromEntries(pairs)
}

/** Where in the user's files an error came from, or where their syntax is wrong. */
function placeOf(error: Error, file: string): SourceLocation | undefined {
  const place = callerLocation(error.stack ?? "")
  if (place) return place
  // A syntax error has its place at the end of its message, as babel writes it: `FILE:LINE:COLUMN`.
  const position = /:(\d+):(\d+)\s*$/.exec(error.message)
  return position
    ? { file: relative(process.cwd(), file), line: Number(position[1]), column: Number(position[2]) + 1 }
    : undefined
}

/**
 * Loads a user's TypeScript or JavaScript module and gives its default export.
 * @throws StrataError what the module itself throws of ours; `invalid-config` for anything else, with its place.
 */
export async function loadModule(file: string): Promise<unknown> {
  const jiti = createJiti(import.meta.url, { alias: ownExports(), interopDefault: false })
  try {
    return ((await jiti.import(file)) as { default?: unknown }).default
  } catch (cause) {
    // The module may have another copy of the library, so its errors are known by their data and not by their class.
    if (cause instanceof Error && "problems" in cause) throw new StrataError((cause as StrataError).problems, { cause })
    const error = cause instanceof Error ? cause : new Error(String(cause))
    const at = placeOf(error, file)
    throw new StrataError(
      {
        code: "invalid-config",
        message: `'${relative(process.cwd(), file)}' cannot be loaded: ${error.message.split("\n")[0]}`,
        fix: "mend the error in that file",
        ...(at ? { at } : {}),
      },
      { cause },
    )
  }
}
