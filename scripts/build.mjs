// Builds dist/ from lib/: tsc writes the JavaScript and the declarations and copies the JSON that is imported; the page of
// reports is copied as it is, since reports are made from its files; what `strata inspect` loads is bundled.
// The new folder takes the old one's place only when it is complete, so that nobody reads half a build.
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { bundleInspect } from "./bundle-inspect.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))
const made = `${root}.strata/build-${process.pid}`
const old = `${made}-old`
const page = "lib/report/html/page"
const tsc = `${root}node_modules/typescript-7/bin/tsc`

mkdirSync(made, { recursive: true })
try {
  // What tsc says goes to standard error: `npm pack --json` has its document on standard output.
  const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.lib.json", "--outDir", made], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  })
  if (status === 0) {
    cpSync(`${root}${page}`, `${made}${page.replace("lib", "")}`, {
      recursive: true,
      filter: (file) => !file.endsWith(".json"),
    })
    await bundleInspect(made)
    try {
      renameSync(`${root}dist`, old)
    } catch (error) {
      if (error.code !== "ENOENT") throw error
    }
    renameSync(made, `${root}dist`)
  }
  process.exitCode = status ?? 1
} finally {
  for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true })
}
