import { execFileSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { baselineSchema } from "../../lib/verify/index.ts"
import { writeTarball } from "../backends/dagger/write-tarball.ts"
import { strata } from "./strata.ts"

let folder = ""
const at = (name: string): string => join(folder, name)

/** An image with a link that leads nowhere because a layer took its target, and a tool of this mode. */
function writeImage(file: string, toolMode: number): void {
  const place = mkdtempSync(join(tmpdir(), "strata-baseline-"))
  mkdirSync(join(place, "usr/bin"), { recursive: true })
  writeFileSync(join(place, "usr/bin/tool"), "x")
  chmodSync(join(place, "usr/bin/tool"), toolMode)
  writeFileSync(join(place, "usr/bin/target"), "x")
  symlinkSync("target", join(place, "usr/bin/link"))
  const tar = (...args: readonly string[]) =>
    execFileSync("tar", ["-C", place, "--owner=0", "--group=0", "-c", ...args])
  const first = tar("usr")
  writeFileSync(join(place, "usr/bin/.wh.target"), "")
  writeTarball(at(file), [first, tar("usr/bin/.wh.target")], false)
  rmSync(place, { recursive: true })
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-verify-"))
  writeImage("old.tar", 0o755)
  writeImage("new.tar", 0o644)
})
afterAll(() => rmSync(folder, { recursive: true }))

const verify = (file: string, ...args: readonly string[]) => strata(["verify", `docker-archive:${at(file)}`, ...args])

describe("strata verify --save, and --baseline with what it wrote", () => {
  it.each(["old.json", "old.json.gz"])("needs no image: %s", (name) => {
    const saved = verify("old.tar", `--save=${at(name)}`)
    expect(saved.status, saved.stderr).toBe(1)
    const bytes = readFileSync(at(name))
    const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")
    expect(baselineSchema.parse(JSON.parse(text)).modes["755"]?.["/usr/bin"]).toEqual(["tool"])
    expect(verify("old.tar", `--baseline=${at(name)}`, "--capability=compile").status).toBe(0)
    const live = verify("new.tar", `--baseline=docker-archive:${at("old.tar")}`)
    const kept = verify("new.tar", `--baseline=${at(name)}`)
    expect(kept.status, kept.stderr).toBe(1)
    expect(kept.stdout).toContain("ok    links: 1 looked at, 1 known from the baseline")
    expect(kept.stdout).toContain("/usr/bin/tool has lost its permission to be run")
    expect(kept.stdout).toBe(live.stdout)
  })

  it("says what the file is where it is none", () => {
    writeFileSync(at("other.json"), '{"format":"strata.verification"}')
    const { status, stderr } = verify("new.tar", `--baseline=${at("other.json")}`)
    expect(status).toBe(2)
    expect(stderr).toContain("is no baseline of verify: format")
    expect(stderr).toContain("--save=FILE")
  })
})
