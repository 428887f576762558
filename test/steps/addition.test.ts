import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { image, venv } from "../../lib/index.ts"
import { additionProgram } from "../../lib/steps/python/addition-program.ts"
import { hasPython } from "../support/has-python.ts"

describe.skipIf(!hasPython)(`an addition to an environment ${hasPython ? "" : "(skipped: no python3)"}`, () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-addition-"))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const prefix = (): string => join(folder, "env")
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(prefix(), path)), { recursive: true })
    writeFileSync(join(prefix(), path), content)
  }
  const has = (path: string): boolean => existsSync(join(prefix(), path))
  const act = (action: "note" | "check" | "keep-addition"): void => {
    execFileSync("python3", ["-", action, prefix(), join(folder, "notes.json")], {
      input: additionProgram,
      stdio: ["pipe", "pipe", "pipe"],
    })
  }

  test("is what was not there, or is not as it was", () => {
    write("lib/a/__init__.py", "a")
    write("lib/a/data", "as it was")
    write("lib/a/unneeded", "cleaned away before what is new is kept")
    write("lib/only-below/x", "x")
    write("bin/activate", "activate")
    symlinkSync("lib", join(prefix(), "lib64"))
    act("note")
    write("bin/activate", "activate")
    write("lib/a/data", "changed")
    write("lib/a/new", "")
    write("lib/b/__init__.py", "b")
    mkdirSync(join(prefix(), "lib/empty"))
    act("check")
    unlinkSync(join(prefix(), "lib/a/unneeded"))
    act("keep-addition")
    expect(["lib/a/data", "lib/a/new", "lib/b/__init__.py", "lib/empty"].filter((path) => !has(path))).toEqual([])
    expect(["lib/a/__init__.py", "lib/only-below", "bin", "lib64"].filter(has)).toEqual([])
    expect(existsSync(join(folder, "notes.json"))).toBe(false)
  })

  test("that replaces what is below is refused, with the record of it", () => {
    write("lib/numpy-1.26.4.dist-info/RECORD", "")
    write("lib/numpy/__init__.py", "")
    act("note")
    unlinkSync(join(prefix(), "lib/numpy-1.26.4.dist-info/RECORD"))
    unlinkSync(join(prefix(), "lib/numpy/__init__.py"))
    expect(() => act("check")).toThrow(/numpy-1\.26\.4\.dist-info.*pin both to the same version/)
    expect(has("lib")).toBe(true)
  })

  test("to nothing is refused", () => {
    expect(() => act("note")).toThrow(/no environment at/)
  })
})

describe("venv", () => {
  const below = venv({ packages: ["six==1.17.0"], stage: "below" })

  test("begins at the environment that it adds to", () => {
    const { stages } = image("x", { os: "debian12" })
      .with(below, venv({ packages: ["python-dateutil==2.9.0"], on: "below", link: true }))
      .toImage()
    const [first] = stages.find(({ name }) => name === "venv")?.ops ?? []
    expect(first).toMatchObject({ kind: "from", source: { kind: "stage", stage: "below" } })
    const copies = stages.at(-1)?.ops.filter(({ kind }) => kind === "copy")
    expect(copies?.map((op) => "link" in op)).toEqual([false, true])
  })

  test("says which environment is not there", () => {
    const compose = () => image("x", { os: "debian12" }).with(venv({ packages: ["six==1.17.0"], on: "below" }))
    expect(compose).toThrow("begins at stage 'below', which does not exist yet")
  })

  test("refuses a folder of libraries that could be shell", () => {
    expect(() => venv({ packages: ["six==1.17.0"], libraries: ["a; rm -rf /"] })).toThrow(
      "venv() was given libraries at 'a; rm -rf /'",
    )
  })
})
