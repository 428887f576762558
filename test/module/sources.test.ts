import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"
import { describe, expect, it } from "vitest"
import { root } from "./replay.ts"

/** Folders of lib with a file that the module can load, whatever function is called. */
async function reachedFolders(): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: ["src/index.ts"],
    format: "esm",
    logLevel: "error",
    metafile: true,
    // No path of the package's own is external; Dagger's SDK comes from the engine.
    external: Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies).concat(
      "@dagger.io/*",
    ),
    outdir: "never-written",
    platform: "node",
    splitting: true,
    write: false,
  })
  return new Set(Object.keys(metafile.inputs).map((file) => file.split("/").slice(0, 2).join("/")))
}

describe("sources that an engine takes for the module", () => {
  it("are without the folders of lib that no function can load", async () => {
    const reached = await reachedFolders()
    const folders = readdirSync(join(root, "lib"), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const unreached = folders.map(({ name }) => `lib/${name}`).filter((folder) => !reached.has(folder))
    const { include } = JSON.parse(readFileSync(join(root, "dagger.json"), "utf8")) as { include: string[] }
    const excluded = include.filter((pattern) => pattern.startsWith("!lib/")).map((pattern) => pattern.slice(1))
    // Left in, each change of them makes an engine load the module anew; left out by mistake, a call fails.
    expect(excluded.sort()).toEqual(unreached.sort())
  })
})
