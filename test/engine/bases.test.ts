import { describe, expect, test } from "vitest"
import { deb822 } from "../../lib/engine/bases/deb822.ts"
import { manifestFor, registryOf } from "../../lib/engine/bases/registry-digest.ts"
import { localTag } from "../../lib/engine/bases/resolve-base.ts"

test("one-line sources become a stanza for each archive", () => {
  const list = `deb http://m.test/debian bookworm main
deb [signed-by="/usr/share/keyrings/x.gpg"] http://m.test/debian bookworm-updates main
# deb http://no.test x y
deb http://m.test/debian-security bookworm-security main
`
  expect(deb822(list)).toBe(`Types: deb
URIs: http://m.test/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://m.test/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`)
})

test("the tag of a base made here says how it was made, drops the digest and names no registry", () => {
  const tag = localTag("debian:bookworm-slim", { suite: "bookworm" })
  expect(tag).toMatch(/^strata\.local\/debian:bookworm-slim-[0-9a-f]{8}$/)
  expect(localTag(`debian:bookworm-slim@sha256:${"0".repeat(64)}`, { suite: "bookworm" })).toBe(tag)
  expect(localTag("debian:bookworm-slim", { suite: "bookworm", include: ["jq"] })).not.toBe(tag)
  expect(localTag("r.test:5000/debian", { suite: "bookworm" })).toMatch(/^strata\.local\/r\.test:5000\/debian:latest-/)
})

test.each([
  ["debian:bookworm", ""],
  ["library/debian", ""],
  ["r.test/x", "r.test"],
  ["localhost/x", "localhost"],
  ["r:5000/x", "r:5000"],
])("the registry of %s is '%s'", (ref, registry) => expect(registryOf(ref)).toBe(registry))

describe("manifestFor", () => {
  const index = {
    manifests: [
      { digest: "sha256:a", platform: { os: "linux", architecture: "arm64" } },
      { digest: "sha256:w", platform: { os: "windows", architecture: "amd64" } },
      { digest: "sha256:b", platform: { os: "linux", architecture: "amd64" } },
    ],
  }
  test("finds the architecture", () => expect(manifestFor(index, "amd64")).toBe("sha256:b"))
  test("is nothing for one that is not there, or for a plain manifest", () => {
    expect(manifestFor(index, "riscv64")).toBeUndefined()
    expect(manifestFor({}, "amd64")).toBeUndefined()
  })
})
