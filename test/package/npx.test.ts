import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

// Until the command exists this is seen as skipped, not as passed.
describe.skipIf(!existsSync(join(root, "bin/strata.js")))("the command in a checkout", () => {
  test("is executable: npx runs it where it lies", () => {
    const [mode] = execFileSync("git", ["ls-files", "--stage", "bin/strata.js"], { cwd: root, encoding: "utf8" }).split(
      " ",
    )
    expect(mode).toBe("100755")
  })

  test.each(["strata", "strata-images"])("npx %s runs the checkout's own, offline", (name) => {
    const { status, stdout } = spawnSync("npx", [name, "--version"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, npm_config_offline: "true" },
    })
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` })
  })
})
