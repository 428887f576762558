#!/usr/bin/env node
// Runs the command line: the sources in a checkout, the build in a package (which has no sources).
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

const sources = fileURLToPath(new URL("../lib/cli/main.ts", import.meta.url))

async function load() {
  if (!existsSync(sources)) return import("../dist/cli/main.js")
  const { createJiti } = await import("jiti")
  const fsCache = fileURLToPath(new URL("../node_modules/.cache/strata", import.meta.url))
  return createJiti(import.meta.url, { interopDefault: false, fsCache }).import(sources)
}

const { main } = await load()
process.exitCode = await main(process.argv.slice(2))
