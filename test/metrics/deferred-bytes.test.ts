import { copy, executable, image, lazy, lazyInstaller } from "strata-images"
import { describe, expect, it } from "vitest"
import { deferredBytes, deferredPart } from "../../lib/metrics/deferred-bytes.ts"

const offer = (name: string, diskBytes: number) =>
  lazyInstaller({ name, summary: name, scope: "system", diskBytes, source: { kind: "apt", packages: [name] } })

describe("deferred bytes", () => {
  it("are what the installers of the image state, all together", () => {
    const built = image("x", { os: "debian12" }).with(lazy(offer("mame", 7e8), offer("stella", 3e7)))
    expect(deferredPart(built.toImage())).toEqual({ deferredBytes: 73e7 })
  })

  it("are of what ships alone: an installer in a builder offers nothing", () => {
    const built = image("x", { os: "debian12" })
      .build(lazy(offer("mame", 7e8)))
      .with(executable("/usr/local/bin/x", "#!/bin/sh\n"))
    expect(deferredBytes(built.toImage())).toBe(0)
    expect(deferredPart(built.with(copy("a", "/a")).toImage())).toEqual({})
  })
})
