import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))

/** Lines of tracked files that match; git says 1 when there is none. */
function found(pattern: string, ...paths: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync("git", ["grep", "-nIiE", pattern, "--", ...paths], {
    cwd: root,
    encoding: "utf8",
  })
  if (status !== 0 && status !== 1) throw new Error(stderr)
  return stdout.split("\n").filter((line) => line !== "")
}

// The pattern is made of parts, so that this file does not hold what it looks for.
const hosts = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["pypi", "org"],
  ["files", "pythonhosted", "org"],
  ["deb", "debian", "org"],
  ["archive", "ubuntu", "com"],
  ["security", "ubuntu", "com"],
  ["registry-1", "docker", "io"],
  ["docker", "io/library"],
  ["nvcr", "io"],
  ["conda", "anaconda", "org"],
  ["proxy", "golang", "org"],
  ["artifactory", "[a-z]+"],
].map((parts) => parts.join("\\."))

test("no tracked file names the host of a registry: where packages come from is the machine's own setting", () => {
  expect(found(`(^|[^a-z0-9.-])(${hosts.join("|")})`, ".", ":!test/golden")).toEqual([])
})

test("the lock file says nothing of where packages were fetched", () => {
  expect(found('"resolved": *"https?:', "package-lock.json")).toEqual([])
})

test("no tracked file names a folder of the machine it was written on", () => {
  // One of the images that `truth` looks at has a user of its own.
  const images = [":!test/golden", ":!bench/inspect/truth/images.ts"]
  expect(found("(^|[^a-z0-9_./-])/(work|home/[a-z]+|Users/[a-z]+|root/[a-z.]+)/", ".", ...images)).toEqual([])
})
