import { expect, test } from "vitest"
import { parseLdConf } from "../../lib/loader/index.ts"

test("ld.so.conf says folders and other files, in its order", () => {
  const text = "# first\ninclude ld.so.conf.d/*.conf\n/opt/a /opt/b=libc6, /opt/c:/opt/d # end\nhwcap 1 nosegneg\n\n"
  expect(parseLdConf(text).map((line) => (line.kind === "folder" ? line.folder : `<${line.pattern}>`))).toEqual([
    "<ld.so.conf.d/*.conf>",
    "/opt/a",
    "/opt/b",
    "/opt/c",
    "/opt/d",
  ])
})
