// Puts what `strata inspect` loads on a first look into few files: of 200 modules, of a few lines each, loading takes longer
// than running, and each thread loads its own. A module that others address stays where it is and takes in what it imports;
// what several need goes to inspect/chunks. All other modules stay as tsc wrote them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { build } from "esbuild"

/** Modules that are loaded by their address, by other commands too. */
const addressed = [
  "cli/main",
  "cli/actions/inspect",
  "engine/store/archive-image",
  "inspect/attribute/index",
  "inspect/waste/index",
  "inspect/contents/index",
  "ledger/ledger-cache",
  "report/inspection",
  "report/inspect-summary",
  // In threads.
  "inspect/scan/scan-layer",
  "inspect/scan/scan-stream",
  "inspect/judge-entries",
  "inspect/contents/read-layer",
  "inspect/contents/compare-contents",
  // They ask for their own address (`import.meta.url`), which only holds in their own file.
  "cli/ledger-writer",
  "cli/own-version",
  "inspect/contents/collect-content-facts",
  "inspect/contents/hasher",
  "inspect/inspect-image",
  "inspect/scan/scan-image",
  "workers/workers",
  // Classes that are asked for by `instanceof` exist once.
  "cli/program",
  "errors/index",
]

/** What stands before the path of a module that is loaded from its own file, until it is known from where. */
const own = "dist:"

/** @param dist folder that tsc wrote */
export async function bundleInspect(dist) {
  const entries = addressed.map((name) => join(dist, `${name}.js`))
  const known = new Set(entries)
  const keepAddressed = {
    name: "keep-addressed",
    setup(plugin) {
      plugin.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
        if (kind === "entry-point") return undefined
        const file = resolve(resolveDir, path)
        const isOwn = known.has(file) || kind === "dynamic-import"
        if (!isOwn && !readFileSync(file, "utf8").includes("import.meta")) return undefined
        if (!isOwn)
          throw new Error(
            `${relative(dist, file)} asks for its own address: add it to the list of scripts/bundle-inspect.mjs`,
          )
        return { path: own + relative(dist, file), external: true }
      })
    },
  }
  const { outputFiles } = await build({
    entryPoints: entries,
    outdir: dist,
    outbase: dist,
    chunkNames: "inspect/chunks/[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    plugins: [keepAddressed],
    write: false,
    allowOverwrite: true,
    logLevel: "warning",
  })
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true })
    const beside = (_, file) => JSON.stringify(relative(dirname(path), join(dist, file)).replace(/^(?!\.)/, "./"))
    writeFileSync(path, text.replace(/"dist:([^"]+)"/g, beside))
  }
}
