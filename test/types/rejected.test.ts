import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"

const folder = join(import.meta.dirname, "rejected")
const cases = readdirSync(folder).filter((name) => name.endsWith(".ts"))

/** The compiler's output, from one run over all cases. */
function compile(): string {
  const tsc = join(import.meta.dirname, "../../node_modules/typescript-7/bin/tsc")
  try {
    return execFileSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], { encoding: "utf8" })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

describe("programs that must not compile", () => {
  let output = ""
  beforeAll(() => {
    output = compile()
  }, 120_000)

  it.each(cases)("%s is refused with its own message", (name) => {
    const wanted = /^\/\/ error: (.*)$/m.exec(readFileSync(join(folder, name), "utf8"))?.[1]
    const errors = output.split(/^(?=\S)/m).filter((message) => message.includes(name))
    expect(errors.length, `${name} compiles`).toBeGreaterThan(0)
    // The compiler prints string literal types with their quotes escaped.
    expect(errors.join("").replaceAll('\\"', '"')).toContain(wanted)
  })
})
