import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
const sources = new URL("../../lib/index.ts", import.meta.url).href
const print = `const { resolveCuda } = await import(${JSON.stringify(sources)})
console.log(resolveCuda("debian12", { version: "11.8.0", owner: "apt" }).minimumDriver)`

// The sources import JSON; an old Node or a loader that does not know import attributes would say so on standard error.
test.each([
  ["tsx", [`${root}node_modules/tsx/dist/cli.mjs`, "--input-type=module", "--eval", print]],
  [
    "jiti",
    [
      "--input-type=module",
      "--eval",
      `import { createJiti } from ${JSON.stringify(new URL("../../node_modules/jiti/lib/jiti.mjs", import.meta.url).href)}
const jiti = createJiti(${JSON.stringify(sources)})
const { resolveCuda } = await jiti.import(${JSON.stringify(fileURLToPath(sources))})
console.log(resolveCuda("debian12", { version: "11.8.0", owner: "apt" }).minimumDriver)`,
    ],
  ],
])("%s loads the sources without a word on standard error", (_, args) => {
  const { NODE_OPTIONS: _options, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "450.80.02\n", stderr: "" })
})
