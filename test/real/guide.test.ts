import { readFileSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { root, strata } from "../cli/strata.ts"
import { canBuild, whyNot } from "../support/can-build.ts"
import { temporaryFolder } from "./engine-support.ts"

const guide = readFileSync(join(root, "docs/reduce-my-image.md"), "utf8")

/** The words of a command line; the guide quotes with `"` only. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ""))
}

const commands = [...guide.matchAll(/^```sh\n(?<lines>.*?)^```/gms)]
  .flatMap(({ groups }) => groups?.lines?.trim().split("\n") ?? [])
  .map((line) => words(line))

describe.skipIf(!canBuild)(`the guide "Reduce my image" ${whyNot}`, () => {
  let folder: string

  beforeAll(() => {
    folder = temporaryFolder("guide")
    symlinkSync(join(root, "examples"), join(folder, "examples"))
  })
  afterAll(() => {
    strata(["engine", "docker", "--", "image", "rm", "reports-before:debian12", "reports:server-debian12"])
  })

  test.each(commands.map((command) => [command.join(" "), command] as const))("%s", (_, [program, ...args]) => {
    expect(program).toBe("strata")
    const { status, stdout, stderr } = strata(args, { cwd: folder })
    expect({ status, problem: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, problem: "" })
  })

  test("what it says of the sizes is what comes out", () => {
    const { before, after } = JSON.parse(
      strata(["diff", "reports-before:debian12", "reports:server-debian12", "--json"]).stdout,
    )
    const said = Number(/That is (?<share>\d+) % less/.exec(guide)?.groups?.share)
    // Packages of the distribution grow and shrink a little from one point release to the next.
    expect(Math.abs(100 * (1 - after.unpackedBytes / before.unpackedBytes) - said)).toBeLessThan(3)
  })
})
