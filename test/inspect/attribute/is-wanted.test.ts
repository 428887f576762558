import fc from "fast-check"
import { expect, test } from "vitest"
import { databaseFiles } from "../../../lib/inspect/attribute/database-files.ts"
import { isWanted } from "../../../lib/inspect/attribute/is-wanted.ts"

const part = fc.constantFrom(
  ...[
    "var/lib/dpkg",
    "info",
    "status.d",
    "status",
    "diversions",
    "libc6.list",
    "tzdata",
    "var/lib/rpm",
    "rpmdb.sqlite",
  ],
  ...["lib/apk/db", "installed", "conda-meta", "a-1-0.json", "a.dist-info", "RECORD", "METADATA", "a.egg-info"],
  ...[
    "a.egg",
    "EGG-INFO",
    "PKG-INFO",
    "a.egg-link",
    "node_modules",
    "@a",
    "b",
    "package.json",
    "pyvenv.cfg",
    "top_level.txt",
  ],
)

test("what a reader wants is kept, and nothing else: the look at bytes lets all of it pass", () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const path = parts.join("/")
      const name = path.slice(path.lastIndexOf("/") + 1)
      const isReaders = Object.values(databaseFiles).some((test) => test(path, name))
      expect(isWanted(Buffer.from(path))).toBe(isReaders)
    }),
    { numRuns: 5000 },
  )
})

test("the distribution's name is kept, and bytes behind the path do not count", () => {
  expect(isWanted(Buffer.from("usr/lib/os-release"))).toBe(true)
  expect(isWanted(Buffer.from("./etc/os-release.d"), 2, "./etc/os-release".length)).toBe(true)
  expect(isWanted(Buffer.from("etc/os-release.d"))).toBe(false)
})
