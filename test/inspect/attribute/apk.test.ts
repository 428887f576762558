import { expect, test } from "vitest"
import { lines, ownersIn } from "./support.ts"

test("apk's records", () => {
  const owners = ownersIn(
    {
      path: "lib/apk/db/installed",
      content: lines(
        ...["C:Q1=", "P:alpine-baselayout", "V:3.6.5", "A:x86_64", "F:mnt", "F:etc", "R:motd", "a:0:0:644", ""],
        ...["C:Q2=", "P:musl", "V:1.2.5-r0", "F:lib", "R:ld-musl-x86_64.so.1", "Z:Q1", ""],
      ),
    },
    { path: "mnt", kind: "directory" },
    { path: "mnt/mine" },
    { path: "etc/motd" },
    { path: "lib/ld-musl-x86_64.so.1" },
  )
  expect(owners).toMatchObject({
    "etc/motd": "apk alpine-baselayout 3.6.5",
    "lib/ld-musl-x86_64.so.1": "apk musl 1.2.5-r0",
  })
  expect(owners).not.toHaveProperty(["mnt/mine"])
})
