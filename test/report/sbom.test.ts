import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { Ajv } from "ajv"
import addFormats from "ajv-formats"
import { describe, expect, it } from "vitest"
import type { LedgerPackage } from "../../lib/ledger/index.ts"
import { toCycloneDx } from "../../lib/report/sbom/cyclonedx.ts"
import { packageUrl } from "../../lib/report/sbom/package-url.ts"
import { toSpdx } from "../../lib/report/sbom/spdx.ts"
import { makeLedger } from "../ledger/support/make-ledger.ts"

const options = { time: new Date("2026-01-02T03:04:05.678Z"), toolVersion: "0.1.0", distribution: "debian" }

const packages: readonly LedgerPackage[] = [
  { ecosystem: "dpkg", name: "libc6", version: "1:2.36-9+deb12u4" },
  { ecosystem: "rpm", name: "bash", version: "5.2-1" },
  { ecosystem: "apk", name: "musl", version: "1.2" },
  { ecosystem: "python", name: "Typing_Extensions", version: "4.12", location: "opt/a" },
  { ecosystem: "python", name: "Typing_Extensions", version: "4.12", location: "opt/b" },
  { ecosystem: "conda", name: "numpy", version: "2.0" },
  { ecosystem: "npm", name: "@scope/pkg", version: "1.0.0", location: "usr/lib/node_modules/@scope/pkg" },
  { ecosystem: "image", name: "node", version: "22.1.0" },
  { ecosystem: "dpkg", name: "empty-metapackage" },
  { ecosystem: "npm", name: "<\u001b[31m>", version: "\n" },
]
const ledger = makeLedger({
  ref: "work:1",
  id: "sha256:71c9",
  packages,
  rows: [
    { path: "lib/libc.so.6", bytes: 7, package: 1 },
    { path: "mine", bytes: 5 },
  ],
})

describe("package URLs", () => {
  it.each([
    [0, "pkg:deb/debian/libc6@1:2.36-9+deb12u4"],
    [3, "pkg:pypi/typing-extensions@4.12"],
    [6, "pkg:npm/%40scope/pkg@1.0.0"],
    [7, "pkg:generic/node@22.1.0"],
    [8, "pkg:deb/debian/empty-metapackage"],
    [9, "pkg:npm/%3C%1B%5B31m%3E"],
  ])("of package %i is %s", (number, url) => {
    const owner = packages[number]
    expect(owner && packageUrl(owner, "debian")).toBe(url)
  })
})

describe("CycloneDX", () => {
  const document = JSON.parse(toCycloneDx(ledger, options))

  it("is what its official schema of version 1.6 takes", () => {
    const folder = join(
      dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json")),
      "res/schema",
    )
    const schema = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"))
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats.default(ajv)
    for (const name of ["spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json"])
      ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}`)
    const validate = ajv.compile(schema("bom-1.6.SNAPSHOT.schema.json"))
    validate(document)
    expect(validate.errors).toBe(null)
    expect(validate({ ...document, components: [{ name: "x" }] })).toBe(false)
  })

  it("lists every package once, also one at two places or without files, and nobody's files under none", () => {
    expect(document.components.map(({ name }: { name: string }) => name)).toEqual(packages.map(({ name }) => name))
    expect(document.components[0].properties).toContainEqual({ name: "strata:unpackedBytes", value: "7" })
    expect(document.dependencies[0].dependsOn).toHaveLength(packages.length)
  })

  it("is the same for the same image at the same time, and another at another", () => {
    expect(toCycloneDx(ledger, options)).toBe(toCycloneDx(ledger, options))
    expect(JSON.parse(toCycloneDx(ledger, { ...options, time: new Date(0) })).serialNumber).not.toBe(
      document.serialNumber,
    )
  })
})

describe("SPDX", () => {
  const document = JSON.parse(toSpdx(ledger, options))

  it("describes the image, which contains every package", () => {
    expect(document.packages.map(({ name }: { name: string }) => name)).toEqual([
      "work:1",
      ...packages.map(({ name }) => name),
    ])
    const kinds = document.relationships.map((each: { relationshipType: string }) => each.relationshipType)
    expect(kinds).toEqual(["DESCRIBES", ...packages.map(() => "CONTAINS")])
    expect(document.creationInfo.created).toBe("2026-01-02T03:04:05Z")
  })
})
