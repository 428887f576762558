import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../", import.meta.url))
export const bin = `${root}bin/strata.js`

/** Runs the real command line of the checkout. */
export function strata(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { NODE_OPTIONS: _options, FORCE_COLOR: _colour, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: options.cwd ?? root,
    encoding: "utf8",
    env: { ...env, NO_COLOR: "1", ...options.env },
  })
  return { status, stdout, stderr }
}
