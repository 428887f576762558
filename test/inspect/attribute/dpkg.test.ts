import { describe, expect, test } from "vitest"
import { type FileEntry, makeFiles } from "../support/make-files.ts"
import { lines, ownersIn, ownersOf } from "./support.ts"

const stanza = (name: string, version: string, architecture = "amd64"): string =>
  lines(`Package: ${name}`, "Status: install ok installed", `Architecture: ${architecture}`, `Version: ${version}`, "")

const status = (...stanzas: readonly string[]): FileEntry => ({
  path: "var/lib/dpkg/status",
  content: stanzas.join("\n"),
})
const list = (name: string, ...paths: readonly string[]): FileEntry => ({
  path: `var/lib/dpkg/info/${name}.list`,
  content: lines("/.", ...paths),
})
const file = (path: string): FileEntry => ({ path, bytes: 1 })
const folder = (path: string): FileEntry => ({ path, kind: "directory" })

describe("dpkg", () => {
  test("files are their package's, with its version", () => {
    expect(
      ownersIn(
        status(stanza("bash", "5.2-1")),
        list("bash", "/usr", "/usr/bin", "/usr/bin/bash"),
        file("usr/bin/bash"),
      ),
    ).toMatchObject({ "usr/bin/bash": "dpkg bash 5.2-1" })
  })

  test("lists say /bin where the tar has usr/bin", () => {
    const owners = ownersIn(
      status(stanza("dash", "1")),
      list("dash", "/bin", "/bin/dash", "/bin/sh"),
      { path: "bin", linkTarget: "usr/bin" },
      file("usr/bin/dash"),
      { path: "usr/bin/sh", linkTarget: "dash" },
    )
    expect(owners).toMatchObject({ "usr/bin/dash": "dpkg dash 1", "usr/bin/sh": "dpkg dash 1" })
  })

  test("links in a circle end", () => {
    const owners = ownersIn(
      status(stanza("a", "1")),
      list("a", "/x/y/f", "/z"),
      { path: "x", linkTarget: "y" },
      { path: "y", linkTarget: "x/y/x" },
      file("z"),
    )
    expect(owners).toMatchObject({ z: "dpkg a 1" })
  })

  test("architectures: :arch of a list's name, foreign ones shown, what both have goes to the native one", () => {
    const owners = ownersIn(
      status(stanza("dpkg", "1"), stanza("libc6", "2.36", "amd64"), stanza("libc6", "2.36", "i386")),
      list("libc6:amd64", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/share/doc/libc6/copyright"),
      list("libc6:i386", "/usr/lib/i386-linux-gnu/libc.so.6", "/usr/share/doc/libc6/copyright"),
      file("usr/lib/x86_64-linux-gnu/libc.so.6"),
      file("usr/lib/i386-linux-gnu/libc.so.6"),
      file("usr/share/doc/libc6/copyright"),
    )
    expect(owners).toMatchObject({
      "usr/lib/x86_64-linux-gnu/libc.so.6": "dpkg libc6 2.36",
      "usr/lib/i386-linux-gnu/libc.so.6": "dpkg libc6:i386 2.36",
      "usr/share/doc/libc6/copyright": "dpkg libc6 2.36",
    })
  })

  test("diversions: the file at the place is the diverter's, the moved one its first owner's", () => {
    const owners = ownersIn(
      status(stanza("bash", "5"), stanza("dash", "1"), stanza("nvi", "3")),
      list("bash", "/bin/sh", "/bin/vi"),
      list("dash", "/bin/sh"),
      {
        path: "var/lib/dpkg/diversions",
        content: lines("/bin/sh", "/bin/sh.distrib", "dash", "/bin/vi", "/bin/vi.old", ":"),
      },
      file("bin/sh"),
      file("bin/sh.distrib"),
      file("bin/vi.old"),
    )
    expect(owners).toMatchObject({
      "bin/sh": "dpkg dash 1",
      "bin/sh.distrib": "dpkg bash 5",
      "bin/vi.old": "dpkg bash 5",
    })
  })

  test("distroless: status.d and checksums", () => {
    const owners = ownersIn(
      { path: "var/lib/dpkg/status.d/tzdata", content: stanza("tzdata", "2024a", "all") },
      { path: "var/lib/dpkg/status.d/tzdata.md5sums", content: lines(`${"0".repeat(32)}  usr/share/zoneinfo/UTC`) },
      file("usr/share/zoneinfo/UTC"),
    )
    expect(owners).toEqual({
      "usr/share/zoneinfo/UTC": "dpkg tzdata 2024a",
      "var/lib/dpkg/status.d/tzdata": "dpkg tzdata 2024a",
      "var/lib/dpkg/status.d/tzdata.md5sums": "dpkg tzdata 2024a",
    })
  })

  test("distroless: configuration files, which checksums leave out", () => {
    const owners = ownersIn(
      { path: "var/lib/dpkg/status.d/netbase", content: stanza("netbase", "6.4", "all") },
      file("etc/services"),
    )
    expect(owners).toMatchObject({ "etc/services": "dpkg netbase 6.4" })
  })

  test("a folder of one package gives it what appears there; one of several, or of the skeleton, does not", () => {
    const owners = ownersIn(
      status(stanza("base-files", "12"), stanza("python3-a", "1"), stanza("python3-b", "2")),
      list("base-files", "/mnt", "/var/log"),
      list("apt", "/var/log", "/var/log/apt"),
      list("python3-a", "/usr/p", "/usr/p/a", "/usr/p/a/m.py"),
      list("python3-b", "/usr/p", "/usr/p/b", "/usr/p/b/m.py"),
      folder("mnt"),
      file("mnt/mine"),
      file("var/log/mine.log"),
      folder("var/log/apt"),
      file("usr/p/a/made/later"),
      file("usr/p/later"),
    )
    expect(owners).toMatchObject({ "usr/p/a/made/later": "dpkg python3-a 1" })
    expect(owners).not.toHaveProperty(["usr/p/later"])
    expect(owners).not.toHaveProperty(["mnt/mine"])
    // The skeleton's folder is not one other package's alone.
    expect(owners).not.toHaveProperty(["var/log/mine.log"])
  })

  test("what is gone belongs to the package that the layer's own database named", () => {
    const files = makeFiles([
      [status(stanza("gcc", "12")), list("gcc", "/usr/bin/gcc"), file("usr/bin/gcc")],
      [status(), { path: "var/lib/dpkg/info/.wh.gcc.list" }, { path: "usr/bin/.wh.gcc" }],
    ])
    expect(ownersOf(files)).toMatchObject({ "0:usr/bin/gcc": "dpkg gcc 12" })
  })

  test("hidden rows of a path are its present owner's", () => {
    const files = makeFiles([
      [status(stanza("bash", "5.1")), list("bash", "/bin/bash", "/bin/rbash"), file("bin/bash"), file("bin/rbash")],
      [status(stanza("bash", "5.2")), list("bash", "/bin/bash"), file("bin/bash"), { path: "bin/.wh.rbash" }],
    ])
    expect(ownersOf(files)).toMatchObject({
      "0:bin/bash": "dpkg bash 5.2",
      "1:bin/bash": "dpkg bash 5.2",
      "0:bin/rbash": "dpkg bash 5.2",
    })
  })
})
